using CodeAct.Robotics.Sandbox.Worker.Compiling;
using CodeAct.Robotics.Sandbox.Worker.Protocol;
using CodeAct.Robotics.Sandbox.Worker.Running;
using CodeAct.Sandbox;

namespace CodeAct.Robotics.Sandbox.Worker;

/// <summary>Actions that share variables and functions, from text to result.</summary>
internal sealed class ScriptSession
{
    private readonly ActionCompiler _compiler;
    private readonly ActionRunner _runner;

    /// <exception cref="FacadeException">The facade does not work.</exception>
    public ScriptSession(InitMessage init, IBridgeHost host, CheckSet checks)
    {
        var context = new ScriptContext();
        Facade facade = Facade.Compile(init, context);
        Bridge.Open(host, init.Seed, init.Budgets);
        _compiler = new ActionCompiler(init, facade, checks);
        _runner = new ActionRunner(context, Activator.CreateInstance(facade.HostType)!, init.Budgets);
    }

    /// <summary>Compiles and runs one action; never throws for what the code does.</summary>
    /// <param name="code">As the model wrote it.</param>
    /// <param name="running">Called before it runs.</param>
    public FinishedMessage Run(string code, Action running)
    {
        try
        {
            CompileOutcome outcome = _compiler.Compile(code);
            if (outcome.Action is not { } action) return new FinishedMessage { Stage = outcome.Stage, Error = outcome.Error };
            running();
            return _runner.Run(action, () => _compiler.Accept(action));
        }
        catch (OutOfMemoryException)
        {
            return new FinishedMessage { Stage = WorkerStage.Compile, Spent = true, Error = new WorkerError("budget", "Compiling the action needs more memory than there is. Nothing ran.") };
        }
        catch (InsufficientExecutionStackException)
        {
            return new FinishedMessage { Stage = WorkerStage.Analysis, Error = new WorkerError("not-allowed", "The code is nested too deep. Nothing ran.") };
        }
    }
}
