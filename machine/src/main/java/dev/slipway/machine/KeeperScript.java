package dev.slipway.machine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/*
 * How a keeper works (docs/adr/0010-keepers.md has the reasons).
 *
 * The program comes through a named pipe and is one function that the last line calls: a shell that
 * did not get all of it, since its starter was killed, does nothing. What it was told stays in its memory, so values
 * of the environment reach neither a command line nor a file.
 *
 * The kept process runs in the foreground, since a background job of a shell has SIGINT ignored for
 * good. It writes down who it is before it becomes the program, so nothing ever runs that no file
 * names. Its output goes through a pipe to a second shell that lets `dd` write it and changes the
 * file between two of them: each ends after a number of reads, never in the middle of one. The
 * keeper holds the writing end as well, so that the pipe outlives the process; when the second shell
 * is killed, the process gets SIGPIPE, and both are started again. While the disk is full, output is
 * dropped and the process goes on.
 */
/** The text of the shell program that keeps one process. */
final class KeeperScript {
  private static final int READ_SIZE = 16_384;
  private static final int MOST_READS = 512;

  private static final String PROGRAM =
      """
      umask 077
      trap : HUP INT TERM PIPE
      unset OLDPWD
      LC_ALL=C
      export LC_ALL

      identify() {
        if [ -r /proc/self/stat ]; then
          read -r stat </proc/self/stat
          who=${stat%% *}
          set -- ${stat##*) }
          who="$who ${20}"
        else
          who="$(sh -c 'echo $PPID') 0"
        fi
      }
      put() {
        printf '%s\\n' "$2" | dd of="$1.new" conv=fsync 2>/dev/null \\
          || printf '%s\\n' "$2" >"$1.new"
        mv -f "$1.new" "$1"
      }
      seconds() {
        printf '%s.%s%s%s' $(($1 / 1000)) $(($1 / 100 % 10)) $(($1 / 10 % 10)) $(($1 % 10))
      }
      rest() {
        sleep "$(seconds "$1")" 3>&- &
        wait $!
      }
      shift_files() {
        n=$log_files
        while [ "$n" -gt 1 ]; do
          [ -e "output.log.$((n - 1))" ] && mv -f "output.log.$((n - 1))" "output.log.$n"
          n=$((n - 1))
        done
        mv -f output.log output.log.1
      }
      write_output() {
        while :; do
          report=$(exec dd bs=$read_size count="$log_reads" 2>&1 >>output.log)
          code=$?
          if [ "$code" -gt 0 ] && [ "$code" -le 128 ]; then
            report=$(exec dd bs=$read_size count="$log_reads" 2>&1 >/dev/null)
            code=$?
          fi
          size=$(wc -c <output.log)
          [ "$size" -ge "$log_bytes" ] && shift_files
          [ "$code" -gt 128 ] && continue
          report=${report%%" records in"*}
          report=${report##*[!0-9+]}
          [ $((${report#*+} + ${report%+*})) -lt "$log_reads" ] && return
        done
      }
      open_output() {
        rm -f pipe
        mkfifo pipe || return 1
        exec 3>&-
        write_output <pipe >/dev/null &
        writer=$!
        exec 3>pipe
        rm -f pipe
      }
      is_orphan_alive() {
        read -r stat 2>/dev/null <"/proc/$orphan/stat" || return 1
        set -- ${stat##*) }
        [ "${20}" = "$orphan_start" ] && [ "$1" != Z ]
      }
      end_group() {
        kill -s TERM -- "-$1" 2>/dev/null || return 0
        n=0
        while [ "$n" -lt 20 ] && kill -s 0 -- "-$1" 2>/dev/null; do
          rest 50
          n=$((n + 1))
        done
        kill -s KILL -- "-$1" 2>/dev/null
      }

      identify
      printf '%s\\n' "$who $place" >keeper
      open_output || return 1
      failures=0
      delay=$first_delay
      why=stopped
      while [ ! -e stop ]; do
        began=$(date +%s)
        if [ -n "$orphan" ]; then
          while [ ! -e stop ] && is_orphan_alive; do rest 500; done
          [ -e stop ] && break
          child=$orphan
          orphan=
          code=-1
        else
          kill -s 0 "$writer" 2>/dev/null || open_output
          run_child 2>/dev/null
          code=$?
          read -r child stat <child
        fi
        ended=$(date +%s)
        put exit "$run $code $began $ended"
        [ -e stop ] && break
        end_group "$child"
        if [ "$mode" = never ] || { [ "$mode" = on-failure ] && [ "$code" -eq 0 ]; }; then
          why=finished
          break
        fi
        if [ $((ended - began)) -ge "$stable" ]; then
          failures=0
          delay=$first_delay
        fi
        failures=$((failures + 1))
        if [ "$attempts" -gt 0 ] && [ "$failures" -gt "$attempts" ]; then
          why=gave-up
          break
        fi
        kill -s 0 "$writer" 2>/dev/null || open_output
        echo "slipway: ended with exit code $code; starting it again in $(seconds "$delay") s" >&3
        rest "$delay"
        delay=$((delay * 2))
        [ "$delay" -gt "$longest_delay" ] && delay=$longest_delay
        run=$((run + 1))
      done
      put end "$why"
      """;

  /**
   * What a keeper begins with.
   *
   * @param number 1 for the first of all
   * @param orphan a process that runs already, whose keeper died
   */
  record FirstRun(int number, Optional<ProcessIdentity> orphan) {
    static final FirstRun FRESH = new FirstRun(1, Optional.empty());
  }

  private KeeperScript() {}

  /**
   * The program.
   *
   * @param groups the control groups the process enters
   * @param first what the keeper begins with
   */
  static String of(
      Path folder, KeptProcess process, List<Path> groups, String marker, FirstRun first) {
    StringBuilder script = new StringBuilder(8192);
    script.append("keep() {\ncd ");
    LaunchScript.quote(script, folder.toString());
    script.append(" || return 1\n");
    appendSettings(script, process, first);
    appendChild(script, process.spec(), groups, marker);
    script.append(PROGRAM);
    return script.append("}\nkeep\n").toString();
  }

  private static void appendSettings(StringBuilder script, KeptProcess process, FirstRun first) {
    RestartPolicy restart = process.restart();
    set(script, "place", ProcessIdentity.OWN.boot() + " " + ProcessIdentity.OWN.space());
    set(script, "mode", restart.mode().word());
    set(script, "first_delay", restart.firstDelay().toMillis());
    set(script, "longest_delay", restart.longestDelay().toMillis());
    set(script, "stable", seconds(restart.stableAfter()));
    set(script, "attempts", restart.attempts());
    OutputLimit output = process.output();
    set(script, "log_bytes", output.bytes());
    set(script, "log_files", output.files());
    set(script, "log_reads", Math.clamp(output.bytes() / READ_SIZE, 1, MOST_READS));
    set(script, "read_size", READ_SIZE);
    set(script, "run", first.number());
    Optional<ProcessIdentity> orphan = first.orphan();
    set(script, "orphan", orphan.map(identity -> String.valueOf(identity.pid())).orElse(""));
    set(script, "orphan_start", orphan.map(ProcessIdentity::start).orElse(0L));
  }

  private static void appendChild(
      StringBuilder script, ProcessSpec spec, List<Path> groups, String marker) {
    script.append("run_child() {\n(\nidentify\nprintf '%s\\n' \"$who $place $run\" >child\n");
    for (Path group : groups) {
      script.append("echo 0 >");
      LaunchScript.quote(script, group.resolve("cgroup.procs").toString());
      script.append(" || exit 126\n");
    }
    script.append("cd ");
    LaunchScript.quote(script, spec.directory().toString());
    script.append(" || exit 126\numask 022\nunset LC_ALL PATH PWD OLDPWD\n");
    spec.environment().forEach((name, value) -> export(script, name, value));
    export(script, Owner.VARIABLE, marker);
    script.append("exec");
    List<String> argv = new ArrayList<>(Session.prefix());
    argv.addAll(spec.argv());
    for (String argument : argv) {
      script.append(' ');
      LaunchScript.quote(script, argument);
    }
    // The shell itself has nothing to say in there, such as that a signal ended the process.
    script.append("\n) </dev/null >&3 2>&3 3>&-\n}\n");
  }

  /** What the shell itself gets as its environment. */
  static Map<String, String> environment(String marker) {
    return Map.of("PATH", Programs.USUAL_PATH, Owner.VARIABLE, marker);
  }

  private static void export(StringBuilder script, String name, String value) {
    script.append("export ").append(name).append('=');
    LaunchScript.quote(script, value);
    script.append('\n');
  }

  private static void set(StringBuilder script, String name, long value) {
    set(script, name, String.valueOf(value));
  }

  private static void set(StringBuilder script, String name, String value) {
    script.append(name).append('=');
    LaunchScript.quote(script, value);
    script.append('\n');
  }

  private static long seconds(Duration duration) {
    return Math.ceilDiv(duration.toMillis(), 1000L);
  }
}
