using CodeAct.Robotics.Tasks;

namespace CodeAct.Robotics.Tests.Tasks;

public sealed class TaskQueueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("codeact-queue-").FullName;
    private readonly SetTime _time = new();

    private string FilePath => Path.Combine(_folder, "robot.db");

    [Fact]
    public void Accept_ThenReopened_IsThereWithAllThatWasSaid()
    {
        var request = new TaskRequest("Water the bed.") { Priority = 3, Timeout = TimeSpan.FromSeconds(90), Expires = TimeSpan.FromHours(1), Requires = ["Pump"], Retry = true };
        using (TaskQueue queue = Open()) queue.Accept("a", request, new TaskReply("answer/to", [1, 2]));
        using TaskQueue again = Open();
        QueuedTask task = again.Find("a")!;
        Assert.Equal(("Water the bed.", 3, TimeSpan.FromSeconds(90), true), (task.Request.Task, task.Request.Priority, task.Request.Timeout, task.Request.Retry));
        Assert.Equal(["Pump"], task.Request.Requires);
        Assert.Equal("answer/to", task.Reply!.Topic);
        Assert.Equal([1, 2], task.Reply.Correlation!);
        Assert.Equal(TaskState.Queued, task.State);
    }

    [Fact]
    public void Accept_SameIdTwice_IsOneTaskWithTheFirstWords()
    {
        using TaskQueue queue = Open();
        Assert.True(queue.Accept("a", new TaskRequest("one"), null).IsNew);
        (QueuedTask task, bool isNew) = queue.Accept("a", new TaskRequest("two"), null);
        Assert.False(isNew);
        Assert.Equal("one", task.Request.Task);
        Assert.Equal(1, queue.Waiting);
    }

    [Fact]
    public void Accept_TheSameDeliveryAgain_IsTheTaskOfBefore()
    {
        using (TaskQueue queue = Open()) queue.Accept("a", new TaskRequest("Water."), null, "7 task");
        using TaskQueue again = Open();
        (QueuedTask task, bool isNew) = again.Accept("b", new TaskRequest("Water."), null, "7 task");
        Assert.Equal(("a", false), (task.Id, isNew));
    }

    [Theory]
    [InlineData("8 task", "Water.", false)]
    [InlineData("7 task", "Stop watering.", false)]
    [InlineData("7 task", "Water.", true)]
    public void Accept_AnotherDeliveryOrWordsOrSession_IsAnotherTask(string delivery, string words, bool forgotten)
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("Water."), null, "7 task");
        if (forgotten) queue.ForgetDeliveries();
        Assert.True(queue.Accept("b", new TaskRequest(words), null, delivery).IsNew);
        Assert.Equal(2, queue.Waiting);
    }

    [Fact]
    public void Begin_ManyWait_TheHigherGoesFirstAndAmongEqualsTheOlder()
    {
        using TaskQueue queue = Open();
        foreach ((string id, int priority) in (IEnumerable<(string, int)>)[("a", 0), ("b", 5), ("c", 0), ("d", 5), ("e", -1)]) queue.Accept(id, new TaskRequest("x") { Priority = priority }, null);
        Assert.Equal(["b", "d", "a", "c", "e"], Enumerable.Range(0, 5).Select(_ => queue.Begin()!.Id));
        Assert.Null(queue.Begin());
    }

    [Fact]
    public void Begin_Expired_IsNotBegunAndFails()
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("x") { Expires = TimeSpan.FromSeconds(5) }, null);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(queue.Begin());
        QueuedTask expired = Assert.Single(queue.Expire());
        Assert.Equal((TaskState.Failed, "expired before it could begin"), (expired.State, expired.Why));
        Assert.Empty(queue.Expire());
    }

    [Fact]
    public void End_Twice_TheFirstCounts()
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("x"), null);
        queue.Begin();
        Assert.True(queue.End("a", TaskState.Done, null, "{}"));
        Assert.False(queue.End("a", TaskState.Failed, "late", null));
        Assert.False(queue.Requeue("a", "late"));
        Assert.Equal(TaskState.Done, queue.Find("a")!.State);
    }

    [Fact]
    public void Running_AfterACrash_TellsWhatWasInterrupted()
    {
        using (TaskQueue queue = Open())
        {
            queue.Accept("a", new TaskRequest("x"), null);
            queue.Accept("b", new TaskRequest("y"), null);
            queue.Begin();
        }
        using TaskQueue again = Open();
        Assert.Equal("a", Assert.Single(again.Running()).Id);
        Assert.True(again.Requeue("a", "interrupted"));
        Assert.Equal(("a", 2), (again.Begin()!.Id, again.Find("a")!.Attempts));
    }

    [Fact]
    public void Untold_UntilTold_IsTheStateThatNobodyHeard()
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("x"), null);
        Assert.Single(queue.Untold());
        queue.MarkTold("a", TaskState.Queued);
        Assert.Empty(queue.Untold());
        queue.Begin();
        Assert.Equal(TaskState.Running, Assert.Single(queue.Untold()).State);
    }

    [Fact]
    public void Forget_OnlyWhatEndedLongAgoAndWasTold()
    {
        using TaskQueue queue = Open();
        foreach (string id in (string[])["told", "untold", "waiting"]) queue.Accept(id, new TaskRequest("x"), null);
        queue.End("told", TaskState.Done, null, null);
        queue.MarkTold("told", TaskState.Done);
        queue.End("untold", TaskState.Done, null, null);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(["told"], queue.Forget(TimeSpan.FromDays(1)));
        Assert.NotNull(queue.Find("untold"));
    }

    [Fact]
    public void Open_AnotherProcessHasIt_SaysLocked()
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("x"), null);
        Assert.Contains("locked", Assert.Throws<TaskQueueException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoDatabase_SaysDamagedAndLeavesIt()
    {
        File.WriteAllText(FilePath, new string('x', 5000));
        Assert.Contains("damaged", Assert.Throws<TaskQueueException>(() => Open()).Message, StringComparison.Ordinal);
        Assert.Equal(5000, new FileInfo(FilePath).Length);
    }

    [Fact]
    public void Open_OverwrittenInTheMiddle_SaysDamaged()
    {
        using (TaskQueue queue = Open())
            for (int i = 0; i < 300; i++) queue.Accept($"{i}", new TaskRequest(new string('x', 500)), null);
        using (FileStream file = File.OpenWrite(FilePath))
        {
            file.Position = 8192;
            file.Write(new byte[20_000]);
        }
        Assert.Contains("damaged", Assert.Throws<TaskQueueException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_NoRoomLeft_SaysFullAndLosesNothing()
    {
        using TaskQueue queue = Open();
        queue.Accept("a", new TaskRequest("x"), null);
        queue.LimitPages(12);
        var e = Assert.Throws<TaskQueueException>(() => { for (int i = 0; i < 500; i++) queue.Accept($"t{i}", new TaskRequest(new string('x', 1000)), null); });
        Assert.Contains("full", e.Message, StringComparison.Ordinal);
        Assert.Equal("a", queue.Begin()!.Id);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private TaskQueue Open() => TaskQueue.Open(FilePath, _time);

    private sealed class SetTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan span) => _now += span;
    }
}
