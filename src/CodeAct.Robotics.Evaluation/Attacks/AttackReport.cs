using System.Globalization;
using System.Text;

namespace CodeAct.Robotics.Evaluation.Attacks;

/// <summary>Attacks by category as a Markdown table.</summary>
public static class AttackReport
{
    private static readonly AttackOutcome[] Columns = [AttackOutcome.Rejected, AttackOutcome.Budget, AttackOutcome.Contained, AttackOutcome.Allowed, AttackOutcome.Escaped];

    /// <summary>The table, a row a category and one for all.</summary>
    public static string Write(IReadOnlyList<AttackRecord> records)
    {
        var text = new StringBuilder("| category | programs | rejected | budget | contained | allowed | escaped | held |\n| --- | --: | --: | --: | --: | --: | --: | --: |\n");
        foreach (var category in records.GroupBy(r => r.Program.Category ?? "other").OrderBy(g => g.Key, StringComparer.Ordinal)) Row(text, category.Key, [.. category]);
        Row(text, "**all**", records);
        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, IReadOnlyList<AttackRecord> records) => text.Append(CultureInfo.InvariantCulture,
        $"| {name} | {records.Count} | {string.Join(" | ", Columns.Select(c => records.Count(r => r.Outcome == c)))} | {records.Count(r => r.Held)} |\n");
}
