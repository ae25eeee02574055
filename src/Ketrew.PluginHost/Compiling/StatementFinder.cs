using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis.Text;

namespace Ketrew.PluginHost.Compiling;

/// <summary>Finds the statement of the source that uses something.</summary>
/// <param name="image">The assembly.</param>
/// <param name="symbols">Its portable PDB.</param>
internal sealed class StatementFinder(PEReader image, MetadataReader symbols)
{
    private const byte TwoByteOpCode = 0xFE;

    private static readonly Dictionary<int, OperandType> _operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly MetadataReader _reader = image.GetMetadataReader();

    /// <summary>The first statement, in the order of the assembly, with an instruction that names a reference; the beginning of the file when there is none.</summary>
    public LinePositionSpan FirstUse(EntityHandle reference)
    {
        foreach (MethodDefinitionHandle handle in _reader.MethodDefinitions)
        {
            if (OffsetOf(reference, _reader.GetMethodDefinition(handle)) is { } offset && StatementAt(handle, offset) is { } place)
            {
                return place;
            }
        }

        return default;
    }

    private int? OffsetOf(EntityHandle reference, MethodDefinition method)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            return null;
        }

        BlobReader code = image.GetMethodBody(method.RelativeVirtualAddress).GetILReader();
        while (code.RemainingBytes > 0)
        {
            int offset = code.Offset;
            if (ReadToken(ref code) is { } token && Names(token, reference))
            {
                return offset;
            }
        }

        return null;
    }

    // The token of an instruction that has one; reads over the operand of any other.
    private static EntityHandle? ReadToken(ref BlobReader code)
    {
        int first = code.ReadByte();
        OperandType operand = _operands[first == TwoByteOpCode ? (first << 8) | code.ReadByte() : first];
        switch (operand)
        {
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                return MetadataTokens.EntityHandle(code.ReadInt32());
            case OperandType.InlineSwitch:
                int cases = code.ReadInt32();
                code.Offset += 4 * cases;
                return null;
            default:
                code.Offset += SizeOf(operand);
                return null;
        }
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private bool Names(EntityHandle token, EntityHandle reference) =>
        token == reference
        || (token.Kind == HandleKind.MethodSpecification && Names(_reader.GetMethodSpecification((MethodSpecificationHandle)token).Method, reference))
        || (token.Kind == HandleKind.MemberReference && _reader.GetMemberReference((MemberReferenceHandle)token).Parent == reference);

    private LinePositionSpan? StatementAt(MethodDefinitionHandle method, int offset)
    {
        LinePositionSpan? found = null;
        foreach (SequencePoint point in symbols.GetMethodDebugInformation(method).GetSequencePoints().TakeWhile(point => point.Offset <= offset))
        {
            found = point.IsHidden ? found : new LinePositionSpan(new(point.StartLine - 1, point.StartColumn - 1), new(point.EndLine - 1, point.EndColumn - 1));
        }

        return found;
    }
}
