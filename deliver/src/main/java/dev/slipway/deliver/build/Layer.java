package dev.slipway.deliver.build;

import dev.slipway.fault.ErrorCode;
import dev.slipway.fault.SlipwayException;
import dev.slipway.store.Digest;
import java.nio.file.Path;

/**
 * A part of a built component: an archive in the blob store that is unpacked below its folder.
 *
 * @param path where, relative to the component's folder; empty for the folder itself
 * @param archive the blob: a tar with sorted names and without times
 * @param bytes the size of the files in it
 * @param files how many there are
 */
public record Layer(String path, Digest archive, long bytes, int files) {
  /** Refuses a place outside the component. */
  public Layer {
    Path place = Path.of(path);
    if (place.isAbsolute() || place.normalize().startsWith("..")) {
      throw new SlipwayException(
          ErrorCode.REFUSED, "A layer lies outside its component: '" + path + "'");
    }
  }
}
