using System.Reflection.Metadata;

namespace CodeAct.Robotics.Sandbox.Worker.Analysis;

/// <summary>Full names of the types that an assembly refers to.</summary>
internal sealed class TypeNames(MetadataReader reader)
{
    public string Of(TypeReferenceHandle handle)
    {
        TypeReference type = reader.GetTypeReference(handle);
        string name = reader.GetString(type.Name);
        if (type.ResolutionScope.Kind == HandleKind.TypeReference) return $"{Of((TypeReferenceHandle)type.ResolutionScope)}+{name}";
        string space = reader.GetString(type.Namespace);
        return space.Length == 0 ? name : $"{space}.{name}";
    }

    /// <summary>True where the type is neither an earlier action's nor the facade's.</summary>
    public bool IsForeign(TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        while (scope.Kind == HandleKind.TypeReference) scope = reader.GetTypeReference((TypeReferenceHandle)scope).ResolutionScope;
        return scope.Kind != HandleKind.AssemblyReference
            || Compiling.References.IsForeign(reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name));
    }

    /// <summary>The foreign type that a member belongs to, or null where it is an own one or an array.</summary>
    public string? Owner(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => IsForeign((TypeReferenceHandle)parent) ? Of((TypeReferenceHandle)parent) : null,
        HandleKind.TypeSpecification => Generic(reader.GetTypeSpecification((TypeSpecificationHandle)parent).Signature),
        _ => null,
    };

    // ECMA-335 II.23.2.14: GENERICINST (CLASS | VALUETYPE) TypeDefOrRef …
    private string? Generic(BlobHandle signature)
    {
        BlobReader blob = reader.GetBlobReader(signature);
        if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance) return null;
        blob.ReadByte();
        EntityHandle type = blob.ReadTypeHandle();
        return Owner(type);
    }
}
