package dev.slipway.runner;

/**
 * Names one job of a run: {@code build}, a matrix leg {@code test[2]} (counted from 0), or a job of
 * a called workflow {@code release/build}.
 *
 * @param value the path of job ids, unique in its run
 */
public record JobKey(String value) implements Comparable<JobKey> {
  /** The leg of this job's matrix with that index. */
  JobKey leg(int index) {
    return new JobKey(value + "[" + index + "]");
  }

  /** A job of the workflow that this job calls. */
  JobKey child(String jobId) {
    return new JobKey(value + "/" + jobId);
  }

  /** A name that is safe as a file name and still tells keys apart. */
  String fileName() {
    return value.replace('/', '.').replace('[', '-').replace("]", "");
  }

  @Override
  public int compareTo(JobKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
