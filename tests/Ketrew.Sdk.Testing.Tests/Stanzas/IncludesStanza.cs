using Ketrew.Sdk.Observations;

namespace Ketrew.Sdk.Testing.Tests.Stanzas;

/// <summary>Compiles a file with what it includes, when it is there.</summary>
[Stanza("includes")]
public sealed class IncludesStanza : Stanza<IncludesStanza.Fields>
{
    public sealed record Fields(ValueList<ProjectPath> Files);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        foreach (ProjectPath file in fields.Files.Where(file => context.Exists(file) == EntryKind.File))
        {
            string[] included = [.. context.Lines(file, "^#include \"").Select(line => line.Split('"')).Where(parts => parts.Length == 3).Select(parts => parts[1])];
            if (included.Length > 0)
            {
                context.Emit(new TargetStanza(file.Stem) { Exec = ["cc", file.Value, .. included] });
            }
        }
    }
}
