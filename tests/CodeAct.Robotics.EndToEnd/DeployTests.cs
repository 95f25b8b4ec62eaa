using System.Diagnostics;

namespace CodeAct.Robotics.EndToEnd;

/// <summary>
/// <c>./deploy.sh user@host</c> against this machine over a real sshd, into a folder that plays the board (tests/deploy/deploy_test.sh). Its
/// systemctl, useradd and apt-get are fakes; the program that is copied really runs there.
/// </summary>
public sealed class DeployTests(DeployTests.Board board) : IClassFixture<DeployTests.Board>
{
    [Theory]
    [InlineData("unreachable_host_is_named")]
    [InlineData("a_32_bit_system_is_refused")]
    [InlineData("dry_run_changes_nothing")]
    [InlineData("a_full_disk_is_told_before_anything_is_copied")]
    [InlineData("another_architecture_without_a_runtime_is_told")]
    [InlineData("a_runtime_that_does_not_run_there_is_refused")]
    [InlineData("first_install_runs_the_service")]
    [InlineData("the_unit_is_one_that_systemd_reads")]
    [InlineData("second_install_changes_nothing")]
    [InlineData("status_tells_release_and_service")]
    [InlineData("a_new_release_copies_the_program_and_not_the_weights")]
    [InlineData("rollback_goes_to_the_release_before")]
    [InlineData("a_broken_release_rolls_back_by_itself")]
    [InlineData("settings_that_do_not_come_up_roll_back")]
    [InlineData("a_manifest_is_checked_here_and_copied")]
    [InlineData("interrupted_copy_never_becomes_current")]
    [InlineData("weights_of_ones_own_run_where_something_runs_them")]
    [InlineData("weights_that_nothing_runs_are_refused")]
    [InlineData("cuda_on_a_jetson_builds_the_pinned_llama_once")]
    [InlineData("uninstall_leaves_what_people_wrote_and_purge_does_not")]
    public void Deploy_InACase_DoesAsPromised(string promise)
    {
        Assert.True(board.Lines.Any(l => l.StartsWith($"ok {promise} ", StringComparison.Ordinal)), string.Join('\n', board.Lines));
    }

    /// <summary>One run of all cases, which follow each other on one board.</summary>
    public sealed class Board
    {
        public Board()
        {
            var info = new ProcessStartInfo(Path.Combine(CodeActProgram.Root, "tests", "deploy", "deploy_test.sh")) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            using Process process = Process.Start(info)!;
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Lines = [.. output.Split('\n'), .. errors.GetAwaiter().GetResult().Split('\n')];
        }

        /// <summary>What it printed.</summary>
        public IReadOnlyList<string> Lines { get; }
    }
}
