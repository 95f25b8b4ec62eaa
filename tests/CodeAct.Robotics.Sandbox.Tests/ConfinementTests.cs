using System.Runtime.InteropServices;
using CodeAct.Robotics.Agents;
using CodeAct.Robotics.Sandbox.Worker.Confinement;

namespace CodeAct.Robotics.Sandbox.Tests;

public sealed partial class ConfinementTests
{
    // <seccomp.h>
    private const uint X64 = 0xC000003E, Arm64 = 0xC00000B7;

    [Fact]
    public async Task Examine_ThisMachine_NothingIsOpen()
    {
        await using var sandbox = new ActionSandbox();
        SandboxExamination found = await sandbox.ExamineAsync(default);
        Assert.True(found.Layers.SystemCalls);
        Assert.True(found.Layers.FitForHardware);
        Assert.Equal(EscapeProbe.Attempts, found.Attempts.Select(a => a.What));
        Assert.All(found.Attempts, a => Assert.True(a.Held, a.What));
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public void Require_Layers_RefusesHardwareWithoutAFilter(bool filtered, bool allowed, bool refused)
    {
        void Ask() => SandboxGate.Require(new SandboxLayers(7, filtered), allowed);
        if (refused) Assert.Contains("--allow-weak-sandbox", Assert.Throws<WeakSandboxException>(Ask).Message);
        else Ask();
    }

    [Fact]
    public async Task Open_Session_AllThreadsOfItsWorkerAreFiltered()
    {
        await using var sandbox = new ActionSandbox();
        await using var session = (ActionSession)await sandbox.OpenAsync(Robot.Api, default);
        string[] threads = Directory.GetDirectories($"/proc/{session.WorkerId}/task");
        Assert.True(threads.Length > 3);
        foreach (string thread in threads) Assert.Matches(@"Seccomp:\s+2", await File.ReadAllTextAsync(thread + "/status"));
    }

    [Fact]
    public async Task Run_UnderAllLayers_TellsItsTier()
    {
        await using var sandbox = new ActionSandbox();
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
        ActionResult result = await session.RunAsync("1 + 1", new Robot(), default);
        Assert.Equal("2", result.Returned);
        Assert.EndsWith("seccomp+rlimits", result.Tier);
    }

    [Fact]
    public async Task Run_WhatNeverRanBefore_WorksBehindTheFilter()
    {
        await using var sandbox = new ActionSandbox();
        await using IActionSession session = await sandbox.OpenAsync(Robot.Api, default);
        foreach (string code in (string[])
            [
                "record P(int A, string B); Print(new P(1, \"x\"));",
                "var g = Enumerable.Range(0, 50).GroupBy(i => i % 7).ToDictionary(x => x.Key, x => x.Sum()); Print(g[3]);",
                "try { int[] a = []; Print(a[1]); } catch (Exception e) { Print(e.ToString().Length > 0); }",
                "var s = new SortedDictionary<string, List<decimal>> { [\"a\"] = [1.5m] }; Print($\"{s[\"a\"][0]:F3} {DateTime.UnixEpoch:yyyy-MM-dd}\");",
                "for (int i = 0; i < 300; i++) { var x = new double[100_000]; x[i] = 1; } Print(1);",
                "static IEnumerable<int> F() { int a = 0, b = 1; while (true) { yield return a; (a, b) = (b, a + b); } } Print(string.Join(\",\", F().Take(12)));",
                "Print(string.Format(\"{0,8:N2}|{1}\", 1234.5, TimeSpan.FromSeconds(90)));",
            ])
        {
            ActionResult result = await session.RunAsync(code, new Robot(), default);
            Assert.True(result.Error is null, $"{code}: {result.Error?.Message}");
        }
    }

    [Theory]
    [InlineData(X64)]
    [InlineData(Arm64)]
    public void SystemCalls_EveryName_HasANumber(uint architecture)
    {
        Assert.All(SystemCalls.Always, name => Assert.True(Resolve(architecture, name) >= 0, name));
        foreach (string name in (string[])["clone", "clone3", "tgkill", "fcntl", "prlimit64"]) Assert.True(Resolve(architecture, name) >= 0, name);
        Assert.All(SystemCalls.X64Only, name => Assert.Equal(architecture == X64, Resolve(architecture, name) >= 0));
    }

    [Theory]
    [InlineData("open")]
    [InlineData("openat")]
    [InlineData("openat2")]
    [InlineData("socket")]
    [InlineData("connect")]
    [InlineData("execve")]
    [InlineData("execveat")]
    [InlineData("fork")]
    [InlineData("vfork")]
    [InlineData("kill")]
    [InlineData("tkill")]
    [InlineData("ptrace")]
    [InlineData("process_vm_writev")]
    [InlineData("pidfd_open")]
    [InlineData("pidfd_getfd")]
    [InlineData("io_uring_setup")]
    [InlineData("bpf")]
    [InlineData("memfd_create")]
    [InlineData("unlink")]
    [InlineData("mount")]
    [InlineData("setrlimit")]
    [InlineData("prctl")]
    public void SystemCalls_WayOut_IsNotOnTheList(string name) => Assert.DoesNotContain(name, SystemCalls.Always.Concat(SystemCalls.X64Only));

    [LibraryImport("libseccomp.so.2", EntryPoint = "seccomp_syscall_resolve_name_arch", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Resolve(uint architecture, string name);
}
