using CodeAct.Robotics.Hardware.Linux.Kernel;

namespace CodeAct.Robotics.Hardware.Linux.Tests;

/// <summary>A small file of sysfs.</summary>
public sealed class FakeFile
{
    /// <summary>A file with a text that can be written, too.</summary>
    public FakeFile(string text = "")
    {
        Text = text;
        OnRead = () => Text;
        OnWrite = t => Text = t;
    }

    public string Text { get; set; }

    /// <summary>What a read gives; may throw.</summary>
    public Func<string> OnRead { get; set; }

    /// <summary>What a write does; may throw, as the kernel's store functions do.</summary>
    public Action<string> OnWrite { get; set; }

    public bool Readable { get; set; } = true;

    public bool Writable { get; set; } = true;

    /// <summary>All that was written, in order.</summary>
    public List<string> Written { get; } = [];

    public static FakeFile ReadOnly(string text) => new(text) { Writable = false };

    public static FakeFile ReadOnly(Func<string> text) => new() { OnRead = text, Writable = false };

    public static FakeFile WriteOnly(Action<string> write) => new() { OnWrite = write, Readable = false };

    public string Read(string path)
    {
        if (!Readable) throw FakeKernel.Error(Errno.Eacces, $"open {path}");
        return OnRead();
    }

    public void Write(string path, string text)
    {
        if (!Writable) throw FakeKernel.Error(Errno.Eacces, $"open {path}");
        OnWrite(text);
        Written.Add(text);
    }
}
