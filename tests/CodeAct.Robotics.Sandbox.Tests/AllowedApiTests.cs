namespace CodeAct.Robotics.Sandbox.Tests;

public sealed class AllowedApiTests
{
    [Fact]
    public void ToMarkdown_ThisProgram_IsWhatTheDocumentationSays()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "docs"))) folder = folder.Parent;
        string page = File.ReadAllText(Path.Combine(folder.FullName, "docs", "allowed.md"));
        Assert.True(page == AllowedApi.ToMarkdown(), "docs/allowed.md is old. Make it anew: ./deploy.sh codeact describe --allowed >docs/allowed.md");
    }

    [Fact]
    public void Groups_All_HaveAReasonAndTypes()
    {
        Assert.True(AllowedApi.Groups.Count >= 6);
        Assert.All(AllowedApi.Groups, g => Assert.True(g.Reason.Length > 5 && g.Types.Count > 0));
        Assert.Contains(AllowedApi.Groups, g => g.Types.Any(t => t is { Name: "System.Math", Members: "*" }));
        Assert.All(AllowedApi.Groups.SelectMany(g => g.Types), t => Assert.DoesNotContain("System.IO", t.Name));
        Assert.Contains(AllowedApi.Hints, h => h.Refused == "System.IO");
    }
}
