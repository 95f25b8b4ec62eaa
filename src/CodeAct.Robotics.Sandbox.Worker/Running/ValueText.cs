using System.Collections;
using System.Globalization;
using System.Text;

namespace CodeAct.Robotics.Sandbox.Worker.Running;

/// <summary>
/// Values as a person reads them: numbers in the invariant culture, lists as <c>[1, 2, 3]</c>, all bounded. It may call the
/// code's own members, so it belongs inside the action's budget.
/// </summary>
internal static class ValueText
{
    /// <summary>The longest answer or returned value in characters.</summary>
    public const int MaxAnswer = 4000;

    private const int MaxItems = 1000, MaxDepth = 4;

    public static string Of(object? value, int maxLength)
    {
        var text = new StringBuilder();
        Append(text, value, maxLength, 0);
        return text.Length <= maxLength ? text.ToString() : text.ToString(0, maxLength);
    }

    private static void Append(StringBuilder text, object? value, int maxLength, int depth)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string s: text.Append(s, 0, Math.Min(s.Length, maxLength + 1)); break;
            case Exception e: text.Append(NameOf(e.GetType())).Append(": ").Append(e.Message); break;
            case IFormattable f: text.Append(f.ToString(null, CultureInfo.InvariantCulture)); break;
            case Delegate: text.Append(NameOf(value.GetType())); break;
            case IEnumerable items: AppendItems(text, items, maxLength, depth); break;
            default: text.Append(Own(value)); break;
        }
    }

    private static void AppendItems(StringBuilder text, IEnumerable items, int maxLength, int depth)
    {
        if (depth == MaxDepth)
        {
            text.Append("[...]");
            return;
        }
        text.Append('[');
        int count = 0;
        foreach (object? item in items)
        {
            if (count > 0) text.Append(", ");
            if (++count > MaxItems || text.Length > maxLength)
            {
                text.Append("...");
                break;
            }
            Append(text, item, maxLength, depth + 1);
        }
        text.Append(']');
    }

    private static string Own(object value)
    {
        string? own = value.ToString();
        Type type = value.GetType();
        return own is null || own == type.ToString() ? NameOf(type) : own;
    }

    /// <summary>A type's name as C# says it, without its namespace.</summary>
    public static string NameOf(Type type)
    {
        string name = type.Name;
        int tick = name.IndexOf('`');
        if (tick < 0) return name;
        return $"{name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
