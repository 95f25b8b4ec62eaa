using System.Reflection;
using CodeAct.Devices;
using CodeAct.Robotics.Sandbox.Worker.Compiling;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Sandbox;
using Microsoft.CodeAnalysis;

namespace CodeAct.Robotics.Sandbox.Worker.Running;

/// <summary>Runs compiled actions one after the other on the state that they share.</summary>
internal sealed class ActionRunner(ScriptContext context, object host, Budgets budgets)
{
    private const int MaxMessage = 300, MaxName = 100;

    private object?[] _submissions = [host, .. new object?[63]];
    private int _count;

    /// <summary>Runs it under the meter.</summary>
    /// <param name="action">What to run.</param>
    /// <param name="accept">Called once it is part of the session, before its first statement.</param>
    public FinishedMessage Run(CompiledAction action, Action accept)
    {
        Func<object?[], Task<object?>> factory;
        try
        {
            factory = Load(action);
        }
        catch (Exception e) when (e is TypeLoadException or BadImageFormatException or FileLoadException)
        {
            return new FinishedMessage { Stage = WorkerStage.Run, Error = new WorkerError("exception", "The runtime cannot load this code: it declares a type that is too large or goes in a circle.") };
        }
        if (++_count >= _submissions.Length) Array.Resize(ref _submissions, _submissions.Length * 2);
        accept();
        Bridge.BeginAction();
        using var origin = new ErrorOrigin();
        string? returned = null;
        Exception? thrown = null;
        Meter.Begin(budgets);
        try
        {
            Task<object?> task = factory(_submissions);
            thrown = task.Exception?.InnerException;
            // Making a text of it calls the code's own members, so it is still the action.
            if (thrown is null && (action.HasResult || task.Result is not null)) returned = ValueText.Of(task.Result, ValueText.MaxAnswer);
        }
        catch (Exception e)
        {
            thrown = e;
        }
        return Finish(thrown, returned, origin);
    }

    private Func<object?[], Task<object?>> Load(CompiledAction action)
    {
        IMethodSymbol entry = action.Compilation.GetEntryPoint(default)!;
        Type script = context.Load(action.Image).GetType(entry.ContainingType.MetadataName)!;
        return script.GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.CreateDelegate<Func<object?[], Task<object?>>>();
    }

    private static FinishedMessage Finish(Exception? thrown, string? returned, ErrorOrigin origin)
    {
        // What the meter says goes first: code may have thrown something else while it was unwound, or nothing.
        if (Meter.Stop is { } stop)
        {
            return stop.Ended is { } ended
                ? new FinishedMessage { Stage = WorkerStage.Done, Done = ended }
                : new FinishedMessage { Stage = WorkerStage.Run, Error = new WorkerError(stop.Code!, stop.Message, Line(stop.Line)) };
        }
        bool spent = IsFull();
        if (thrown is null) return new FinishedMessage { Stage = WorkerStage.Run, Returned = returned, Spent = spent };
        while (thrown is TypeInitializationException or TargetInvocationException && thrown.InnerException is { } inner) thrown = inner;
        int? line = Line(origin.LineOf(thrown) ?? Meter.Line);
        return new FinishedMessage
        {
            Stage = WorkerStage.Run,
            Spent = spent || thrown is OutOfMemoryException,
            Error = thrown switch
            {
                DeviceException device => new WorkerError(device.Code, device.Message, line),
                OutOfMemoryException => new WorkerError("budget", "The action needs more memory than there is.", line),
                InsufficientExecutionStackException => new WorkerError("budget", "Calls are nested too deep.", line),
                _ => new WorkerError("exception", Describe(thrown), line),
            },
        };
    }

    // The message may be the code's own property: it runs under what is left of the budget, and may throw.
    private static string Describe(Exception thrown)
    {
        string name = "Exception", message;
        try
        {
            name = ValueText.NameOf(thrown.GetType());
            if (name.Length > MaxName) name = name[..MaxName] + "...";
            message = thrown.Message ?? "";
        }
        catch (Exception)
        {
            return name;
        }
        if (message.Length > MaxMessage) message = message[..MaxMessage] + "...";
        return message.Length == 0 ? name : $"{name}: {message}";
    }

    // Code that catches what says that memory is short keeps it full: the next action could not even be compiled.
    private static bool IsFull()
    {
        long most = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 3 / 4;
        return GC.GetTotalMemory(false) > most && GC.GetTotalMemory(true) > most;
    }

    private static int? Line(int line) => line > 0 ? line : null;
}
