using CodeAct.Robotics.Hardware.Linux.Kernel;
using CodeAct.Robotics.Robots;

namespace CodeAct.Robotics.Hardware.Linux.Guardian;

/// <summary>The safe state of a robot as a list of system calls. What fails spares no other step, and is tried again.</summary>
internal sealed class SafeSteps(IKernel kernel)
{
    private const int Tries = 3;

    private readonly List<GuardedStep> _steps = [];
    private byte[] _argument = new byte[1024];

    /// <summary>How many there are.</summary>
    public int Count => _steps.Count;

    /// <summary>True where a descriptor is held: its line stays as it is until this process ends.</summary>
    public bool HoldsLines => _steps.Exists(s => s.Descriptor >= 0);

    /// <summary>Adds a step.</summary>
    public void Add(GuardedStep step) => _steps.Add(step);

    /// <summary>Does all of them in order.</summary>
    /// <returns>What did not go, a line each.</returns>
    public IReadOnlyList<string> Apply()
    {
        List<string>? failed = null;
        foreach (GuardedStep step in _steps)
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    Do(step.Step);
                    break;
                }
                catch (KernelException e)
                {
                    if (attempt < Tries) continue;
                    (failed ??= []).Add($"{step.Device}: {e.Message}");
                    break;
                }
            }
        }

        return failed ?? (IReadOnlyList<string>)[];
    }

    /// <summary>True after <see cref="Release"/>.</summary>
    public bool IsReleased { get; private set; }

    /// <summary>Sends duplicates of the lines to their next owner. What does not go there is held on.</summary>
    public void HandTo(DescriptorSocket next)
    {
        foreach (GuardedStep step in _steps)
            if (step.Step is SafeOutput.Control { Place.Length: > 0 }) next.Send(step.ToMessage(), step.Descriptor);
    }

    /// <summary>Closes the descriptors: the lines are anybody's.</summary>
    public void Release()
    {
        IsReleased = true;
        foreach (GuardedStep step in _steps)
            if (step.Descriptor >= 0) kernel.Close(step.Descriptor);
        _steps.Clear();
    }

    private void Do(SafeOutput step)
    {
        switch (step)
        {
            case SafeOutput.Control control:
                // The kernel may write into the argument, and the step may be done again.
                if (control.Argument.Length > _argument.Length) _argument = new byte[control.Argument.Length];
                Span<byte> argument = _argument.AsSpan(0, control.Argument.Length);
                control.Argument.Span.CopyTo(argument);
                kernel.Control(control.Descriptor, control.Request, argument);
                break;
            case SafeOutput.WriteFile write:
                kernel.WriteText(write.Path, write.Text);
                break;
            case SafeOutput.WriteI2c write:
                kernel.TransferI2c(write.Descriptor, write.Address, write.Bytes.Span, []);
                break;
        }
    }
}
