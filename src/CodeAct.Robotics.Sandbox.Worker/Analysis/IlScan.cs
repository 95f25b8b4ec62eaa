using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>Looks for instructions that safe C# never compiles to (ECMA-335 III).</summary>
internal static class IlScan
{
    private static readonly OpCode[] OneByte = new OpCode[256], TwoBytes = new OpCode[256];

    static IlScan()
    {
        foreach (System.Reflection.FieldInfo field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is not OpCode code) continue;
            if (code.Size == 1) OneByte[code.Value] = code;
            else TwoBytes[code.Value & 0xFF] = code;
        }
    }

    /// <summary>What is forbidden, or null.</summary>
    public static string? Forbidden(BlobReader il)
    {
        while (il.RemainingBytes > 0)
        {
            byte first = il.ReadByte();
            OpCode code = first == 0xFE ? TwoBytes[il.ReadByte()] : OneByte[first];
            if (code == OpCodes.Calli) return "a call through a pointer";
            if (code == OpCodes.Localloc) return "memory of the stack";
            if (code == OpCodes.Cpblk || code == OpCodes.Initblk || code == OpCodes.Jmp || code == OpCodes.Mkrefany || code == OpCodes.Refanyval || code == OpCodes.Arglist)
                return $"the instruction {code.Name}";
            int operand = code.OperandType == OperandType.InlineSwitch ? il.ReadInt32() * 4 : SizeOf(code.OperandType);
            il.Offset += operand;
        }
        return null;
    }

    private static int SizeOf(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
