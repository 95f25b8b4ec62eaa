namespace CodeAct.Robotics.Tests;

/// <summary>Files of the checkout that the tests were built from.</summary>
internal static class Checkout
{
    public static string Path(params string[] parts)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "CodeAct.Robotics.sln"))) folder = folder.Parent;
        return System.IO.Path.Combine([folder!.FullName, .. parts]);
    }
}
