namespace CodeAct.Robotics.Sandbox.Worker.Confinement;

/// <summary>
/// The system calls that a warm worker needs, by name: memory, threads, waiting, the clock, and its open pipes. Nothing that opens,
/// connects, starts or signals. libseccomp knows their numbers on x64 and arm64.
/// </summary>
internal static class SystemCalls
{
    /// <summary>Allowed whatever their arguments are.</summary>
    public static readonly string[] Always =
    [
        "read", "write", "readv", "writev", "pread64", "pwrite64", "close", "fstat", "lseek",
        "mmap", "munmap", "mprotect", "mremap", "madvise", "msync", "mincore", "brk", "membarrier",
        "futex", "set_robust_list", "get_robust_list", "rseq", "exit", "exit_group", "restart_syscall",
        "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "rt_sigsuspend", "rt_sigpending", "sigaltstack",
        "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday",
        "getpid", "gettid", "getcpu", "getrandom", "getrusage", "times", "sysinfo", "uname",
        "sched_yield", "sched_getaffinity", "sched_setaffinity", "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min",
        "ppoll", "epoll_create1", "epoll_ctl", "epoll_pwait", "eventfd2",
        // Each thread of the runtime has a pipe to itself.
        "pipe2",
    ];

    /// <summary>The older calls of x64, which arm64 never had.</summary>
    public static readonly string[] X64Only = ["poll", "epoll_wait", "time"];
}
