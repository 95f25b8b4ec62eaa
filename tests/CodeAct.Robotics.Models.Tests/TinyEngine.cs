using CodeAct.Robotics.Models.Engine;

namespace CodeAct.Robotics.Models.Tests;

/// <summary>A loaded <see cref="TinyModel"/>; its file goes with it.</summary>
sealed class TinyEngine : IDisposable
{
    readonly string _path;

    public TinyEngine(int context = 256)
    {
        _path = TinyModel.File(TinyModel.Make(context: context).ToBytes());
        Model = EmbeddedModel.Load(_path, new() { Threads = 2 });
    }

    public EmbeddedModel Model { get; }

    public void Dispose()
    {
        Model.Dispose();
        File.Delete(_path);
    }
}
