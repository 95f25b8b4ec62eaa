using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>
/// Reads what was emitted, before it is loaded: the last look, on what the runtime will see and not on what the source seemed to say.
/// </summary>
internal static class MetadataCheck
{
    /// <summary>What must not be there, or null.</summary>
    public static unsafe string? Check(byte[] image)
    {
        fixed (byte* start = image)
        {
            using var pe = new PEReader(start, image.Length);
            MetadataReader reader = pe.GetMetadataReader();
            return Definitions(reader) ?? Bodies(pe, reader) ?? References(reader);
        }
    }

    private static string? Definitions(MetadataReader reader)
    {
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            string name = reader.GetString(type.Name), space = reader.GetString(type.Namespace);
            if (name == "<Module>")
            {
                if (type.GetMethods().Count > 0 || type.GetFields().Count > 0) return "code that runs when it is loaded";
                continue;
            }
            if (IsCompilers(space, name)) continue;
            if (space.Length > 0) return $"the namespace {space}";
            // The compiler's own constant data; code can't write names with angle brackets.
            bool data = !type.GetDeclaringType().IsNil && reader.GetString(reader.GetTypeDefinition(type.GetDeclaringType()).Name).StartsWith("<PrivateImplementationDetails>", StringComparison.Ordinal);
            if ((type.Attributes & TypeAttributes.LayoutMask) == TypeAttributes.ExplicitLayout && !data) return "explicit layout";
        }
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            string name = reader.GetString(method.Name);
            if (name == "Finalize") return "a finalizer";
            if (method.Attributes.HasFlag(MethodAttributes.PinvokeImpl)) return "a foreign function";
            const MethodImplAttributes Strange = MethodImplAttributes.CodeTypeMask | MethodImplAttributes.Unmanaged | MethodImplAttributes.InternalCall;
            if ((method.ImplAttributes & Strange) == MethodImplAttributes.IL) continue;
            if (!IsDelegates(reader, method)) return "a function without C# in it";
        }
        return reader.GetTableRowCount(TableIndex.ImplMap) > 0 ? "a foreign function" : null;
    }

    private static string? Bodies(PEReader pe, MetadataReader reader)
    {
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                if (!method.Attributes.HasFlag(MethodAttributes.Abstract) && !IsDelegates(reader, method)) return "a function without a body";
                continue;
            }
            if (IlScan.Forbidden(pe.GetMethodBody(method.RelativeVirtualAddress).GetILReader()) is { } found) return found;
        }
        return null;
    }

    private static string? References(MetadataReader reader)
    {
        var names = new TypeNames(reader);
        foreach (TypeReferenceHandle handle in reader.TypeReferences)
        {
            string name = names.Of(handle);
            if (names.IsForeign(handle) && !AllowList.Default.AllowsType(name) && !AllowList.Default.IsCompilers(name)) return name;
        }
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (names.Owner(member.Parent) is not { } owner || AllowList.Default.IsCompilers(owner)) continue;
            string name = Plain(reader.GetString(member.Name));
            if (!AllowList.Default.AllowsMember(owner, name) && !AllowList.Default.AllowsMember(owner, reader.GetString(member.Name))
                && !IsDerivedOnly(owner, name)) return $"{owner}.{name}";
        }
        return null;
    }

    // What an own class's constructor, an event's accessors, and the list behind [x] where an IEnumerable is due, call by themselves.
    private static bool IsDerivedOnly(string owner, string member) => (owner, member) is
        ("System.Array", "SetValue") or ("System.Exception", "PrintMembers") or ("System.Delegate", "Combine" or "Remove") or ("System.Random", ".ctor") or ("System.EventArgs", ".ctor")
        or ("System.IEquatable`1", _);

    private static string Plain(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name[4..] : name;

    private static bool IsDelegates(MetadataReader reader, MethodDefinition method)
    {
        EntityHandle parent = reader.GetTypeDefinition(method.GetDeclaringType()).BaseType;
        return !parent.IsNil && parent.Kind == HandleKind.TypeReference
            && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)parent).Name) == "MulticastDelegate";
    }

    private static bool IsCompilers(string space, string name) => (space, name) is
        ("Microsoft.CodeAnalysis", "EmbeddedAttribute") or ("System.Runtime.CompilerServices", "RefSafetyRulesAttribute");
}
