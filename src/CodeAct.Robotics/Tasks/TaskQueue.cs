using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CodeAct.Robotics.Tasks;

/// <summary>
/// The durable queue of one robot: SQLite in write-ahead mode with full synchronisation, so that what was accepted survives a power
/// cut (sqlite.org/pragma.html#pragma_synchronous). Safe for many threads; one process owns the file.
/// </summary>
public sealed class TaskQueue : IDisposable
{
    /// <summary>The most tasks that wait.</summary>
    public const int MostWaiting = 10_000;

    // A broker numbers its messages anew after 65,535; what it may send again is among the newest.
    private const int Redelivered = 1_000;

    private const string Columns = "id, request, accepted, state, why, attempts, reply, correlation, result";
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private bool _disposed;

    private TaskQueue(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    /// <summary>Called after a task was accepted, on the thread that accepted it.</summary>
    public event Action? Added;

    /// <summary>Opens or makes the file.</summary>
    /// <exception cref="TaskQueueException">It can't be used; says why and what to do.</exception>
    public static TaskQueue Open(string path, TimeProvider time)
    {
        SqliteConnection? connection = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString());
            connection.Open();
            var queue = new TaskQueue(connection, time);
            queue.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma locking_mode = exclusive;");
            if (queue.Scalar("pragma quick_check(1)") as string is not "ok") throw new TaskQueueException($"{path} is damaged. Move it away to begin with an empty queue; what it held is lost to this robot.");
            queue.Execute("""
                create table if not exists tasks(
                  number integer primary key autoincrement, id text not null unique, request text not null, priority integer not null, accepted integer not null, expires integer,
                  state text not null, why text, attempts integer not null default 0, reply text, correlation blob, result text, ended integer, told text, delivery text);
                create index if not exists waiting on tasks(state, priority desc, number);
                """);
            // Files of versions before 0.1 that were in use lack it.
            if (Convert.ToInt32(queue.Scalar("select count(*) from pragma_table_info('tasks') where name = 'delivery'"), CultureInfo.InvariantCulture) == 0) queue.Execute("alter table tasks add column delivery text");
            return queue;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw TaskQueueException.Of(path, e);
        }
        catch (TaskQueueException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Takes a task, durably: when this returns it survives a power cut.</summary>
    /// <param name="id">Its id; one that is known already stays as it is.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="reply">Whom to tell.</param>
    /// <param name="delivery">What tells a second delivery of the same message from another message with the same words; null where the id does.</param>
    /// <returns>The task, and whether it is new.</returns>
    /// <exception cref="TaskRefusedException">Too many wait.</exception>
    /// <exception cref="TaskQueueException">The disk is full, or the file is locked or damaged. Nothing was taken.</exception>
    public (QueuedTask Task, bool IsNew) Accept(string id, TaskRequest request, TaskReply? reply, string? delivery = null)
    {
        QueuedTask task;
        lock (_lock)
        {
            if ((Find(id) ?? Delivered(delivery, request.Task)) is { } known) return (known, false);
            if (Waiting >= MostWaiting) throw new TaskRefusedException($"{MostWaiting} tasks wait already.") { Id = id };
            task = new QueuedTask(id, request, DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds()), TaskState.Queued, null, 0) { Reply = reply };
            Execute("insert into tasks(id, request, priority, accepted, expires, state, reply, correlation, delivery) values($id, $request, $priority, $accepted, $expires, 'queued', $reply, $correlation, $delivery)",
                ("$id", id), ("$request", JsonSerializer.Serialize(request)), ("$priority", request.Priority), ("$accepted", Milliseconds(task.Accepted)),
                ("$expires", task.ExpiresAt is { } at ? Milliseconds(at) : null), ("$reply", reply?.Topic), ("$correlation", reply?.Correlation), ("$delivery", delivery));
        }
        Added?.Invoke();
        return (task, true);
    }

    /// <summary>The broker has forgotten our session: from now on its numbers mean other messages.</summary>
    public void ForgetDeliveries()
    {
        lock (_lock) Execute("update tasks set delivery = null where delivery is not null");
    }

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return Convert.ToInt32(Scalar("select count(*) from tasks where state = 'queued'"), CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A task, or null.</summary>
    public QueuedTask? Find(string id)
    {
        lock (_lock) return Read($"select {Columns} from tasks where id = $id", ("$id", id)).SingleOrDefault();
    }

    /// <summary>All that are running: after a start these were interrupted.</summary>
    public IReadOnlyList<QueuedTask> Running()
    {
        lock (_lock) return Read($"select {Columns} from tasks where state = 'running' order by number");
    }

    /// <summary>Those whose present state was not told yet.</summary>
    public IReadOnlyList<QueuedTask> Untold()
    {
        lock (_lock) return Read($"select {Columns} from tasks where told is null or told != state order by number");
    }

    /// <summary>The state was told to those who follow.</summary>
    public void MarkTold(string id, TaskState state)
    {
        lock (_lock) Execute("update tasks set told = $state where id = $id", ("$id", id), ("$state", Name(state)));
    }

    /// <summary>Begins the next one: the highest priority, then the oldest. Null where none waits.</summary>
    public QueuedTask? Begin()
    {
        lock (_lock)
            return Read($"update tasks set state = 'running', attempts = attempts + 1 where number = (select number from tasks where state = 'queued' and (expires is null or expires > $now) order by priority desc, number limit 1) returning {Columns}",
                ("$now", Milliseconds(_time.GetUtcNow()))).SingleOrDefault();
    }

    /// <summary>Those that waited too long; they have failed now.</summary>
    public IReadOnlyList<QueuedTask> Expire()
    {
        lock (_lock)
            return Read($"update tasks set state = 'failed', why = 'expired before it could begin', ended = $now where state = 'queued' and expires <= $now returning {Columns}", ("$now", Milliseconds(_time.GetUtcNow())));
    }

    /// <summary>Ends one that waits or runs. False where it had ended already: the first end counts.</summary>
    public bool End(string id, TaskState state, string? why, string? result)
    {
        if (state < TaskState.Done) throw new ArgumentOutOfRangeException(nameof(state), state, "It is no end.");
        lock (_lock)
            return Execute("update tasks set state = $state, why = $why, result = $result, ended = $now where id = $id and state in ('queued', 'running')",
                ("$id", id), ("$state", Name(state)), ("$why", why), ("$result", result), ("$now", Milliseconds(_time.GetUtcNow()))) == 1;
    }

    /// <summary>Puts a running one back: its robot goes down in order, or it may be retried.</summary>
    public bool Requeue(string id, string why)
    {
        lock (_lock) return Execute("update tasks set state = 'queued', why = $why where id = $id and state = 'running'", ("$id", id), ("$why", why)) == 1;
    }

    /// <summary>Forgets ends that are older; gives their ids.</summary>
    public IReadOnlyList<string> Forget(TimeSpan age)
    {
        lock (_lock)
            return [.. Read($"delete from tasks where ended < $before and told = state returning {Columns}", ("$before", Milliseconds(_time.GetUtcNow() - age))).Select(t => t.Id)];
    }

    /// <summary>For tests: no more pages than so many, as on a full disk.</summary>
    internal void LimitPages(int pages) => Execute($"pragma max_page_count = {pages}");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            _connection.Dispose();
        }
    }

    private QueuedTask? Delivered(string? delivery, string words) => delivery is null ? null
        : Read($"select {Columns} from tasks where delivery = $delivery and number > (select max(number) from tasks) - {Redelivered} order by number desc limit 1", ("$delivery", delivery))
            .SingleOrDefault(t => t.Request.Task == words);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static string Name(TaskState state) => state.ToString().ToLowerInvariant();

    private int Execute(string sql, params (string Name, object? Value)[] values) => Guard(() =>
    {
        using SqliteCommand command = Command(sql, values);
        return command.ExecuteNonQuery();
    });

    private object? Scalar(string sql) => Guard(() =>
    {
        using SqliteCommand command = Command(sql, []);
        return command.ExecuteScalar();
    });

    private List<QueuedTask> Read(string sql, params (string Name, object? Value)[] values) => Guard(() =>
    {
        using SqliteCommand command = Command(sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        var tasks = new List<QueuedTask>();
        while (reader.Read())
        {
            tasks.Add(new QueuedTask(reader.GetString(0), JsonSerializer.Deserialize<TaskRequest>(reader.GetString(1))!, DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                Enum.Parse<TaskState>(reader.GetString(3), ignoreCase: true), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetInt32(5))
            {
                Reply = reader.IsDBNull(6) ? null : new TaskReply(reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7)),
                Result = reader.IsDBNull(8) ? null : reader.GetString(8),
            });
        }
        return tasks;
    });

    private SqliteCommand Command(string sql, (string Name, object? Value)[] values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private T Guard<T>(Func<T> act)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            return act();
        }
        catch (SqliteException e)
        {
            throw TaskQueueException.Of(_connection.DataSource, e);
        }
    }
}
