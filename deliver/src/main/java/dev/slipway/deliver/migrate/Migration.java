package dev.slipway.deliver.migrate;

/**
 * A step of a schema, as its file says.
 *
 * @param version what orders it
 * @param name what it does, as the file is named
 * @param file the name a person knows the file by
 * @param checksum SHA-256 of the text with line feeds, in hexadecimal
 * @param phase when it may run
 * @param transactional whether it is applied as a whole or not at all
 */
public record Migration(
    Version version,
    String name,
    String file,
    String checksum,
    Phase phase,
    boolean transactional) {
  /** Version and name, as {@code 001 create_users}. */
  public String title() {
    return version + " " + name;
  }
}
