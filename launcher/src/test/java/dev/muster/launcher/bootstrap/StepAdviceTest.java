package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages are those of sudo 1.8 and 1.9, tar, bash and dash. */
class StepAdviceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sudo: a password is required | NOPASSWD",
                "sudo: no tty present and no askpass program specified | NOPASSWD",
                "sudo: sorry, you must have a tty to run sudo | NOPASSWD",
                "bob is not in the sudoers file.  This incident will be reported. | may not use sudo",
                "Sorry, user bob is not allowed to execute '/bin/true' as root on vm1. | may not use sudo",
                "bash: line 1: sudo: command not found | sudo is not installed",
                "sh: 1: sudo: not found | sudo is not installed",
                "mkdir: cannot create directory 'a': Disk quota exceeded | quota -s",
                "tar: ./conf: Cannot mkdir: No space left on device | df -i",
                "touch: cannot touch 'x': Read-only file system | remount,rw",
            })
    void tellsWhatMendsWhatTheOutputSays(String line, String advice) {
        StepAdvice.Found found =
                StepAdvice.of(StepIds.SETUP, List.of("working", line)).orElseThrow();

        assertThat(found.line()).isEqualTo(line);
        assertThat(found.advice()).contains(advice).doesNotContain("state_dir");
    }

    @Test
    void findsTheCauseAmongLaterErrors() {
        List<String> lines = List.of(
                "tar: ./a: Cannot mkdir: No space left on device",
                "tar: ./a/b: Cannot open: No such file or directory",
                "tar: Exiting with failure status due to previous errors");

        StepAdvice.Found found = StepAdvice.of(StepIds.BUNDLE, lines).orElseThrow();

        assertThat(found.line()).isEqualTo(lines.getFirst());
        assertThat(found.advice()).contains("provider.state_dir");
    }

    /** Another state folder does not help where sshd reads keys. */
    @Test
    void givesNoStateDirAdviceForRefusedKeys() {
        String line = "vm1: cannot authorise the head: /root/.ssh cannot be written: Read-only file system";

        assertThat(StepAdvice.of(StepIds.CONNECT, List.of(line)).orElseThrow().advice())
                .contains("remount,rw")
                .doesNotContain("state_dir");
    }

    @Test
    void givesNoAdviceForUnknownMessages() {
        assertThat(StepAdvice.of(StepIds.SETUP, List.of("conda: not found", "a password is required by this site")))
                .isEmpty();
    }
}
