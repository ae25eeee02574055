using System.Text;
using Ketrew.Expander.Expansion;
using Ketrew.Expander.Language;
using Ketrew.Expander.Observations;
using Ketrew.Expander.Plugins;
using Ketrew.Sdk;
using Ketrew.Sdk.Describing;

namespace Ketrew.Expander.Schemas;

/// <summary>Writes the schemas that workflow files name in a comment, where they lie in the project's <c>.ketrew</c>; others are nobody's to overwrite.</summary>
/// <param name="root">Absolute path of the project's root.</param>
/// <param name="catalog">Which stanzas are in scope.</param>
/// <param name="descriptions">What they take.</param>
/// <param name="looking">Told about each file before it is looked at.</param>
internal sealed class SchemaFiles(string root, StanzaCatalog catalog, StanzaDescriptions descriptions, Action<Sight, string> looking)
{
    private readonly string _state = Path.Combine(root, ".ketrew") + Path.DirectorySeparatorChar;

    /// <summary>Writes what isn't current and can be written without starting a process. What can't be written costs no run.</summary>
    /// <param name="scopes">All workflow files, the root first.</param>
    /// <param name="isOpen">True when a plugin can't be used.</param>
    /// <param name="cancellationToken">Kills the host.</param>
    public void Refresh(ValueList<Scope> scopes, bool isOpen, CancellationToken cancellationToken)
    {
        foreach ((string path, Scope scope) in Wanted(scopes))
        {
            looking(Sight.File, path);
            ScopeSchema schema = new(scope, scope.Directory, catalog, isOpen);
            if (IsCurrent(path, schema) || TryDescribe(schema, cancellationToken) is not { } known)
            {
                continue;
            }

            try
            {
                StateFolder.Create(Path.GetDirectoryName(path)!);
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(schema.Write(code => known[code.Image.Key], isIncluded: false)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // An editor that completes less is no reason to fail.
            }
        }
    }

    // Of several files that name one schema the outermost decides.
    private IEnumerable<(string Path, Scope Scope)> Wanted(ValueList<Scope> scopes) => scopes
        .Where(scope => scope.File.Schema is not null)
        .Select(scope => (Path: Path.GetFullPath(Path.Combine(root, scope.Directory.Value, scope.File.Schema!)), scope))
        .Where(wanted => wanted.Path.StartsWith(_state, StringComparison.Ordinal) && wanted.Path.EndsWith(".schema.json", StringComparison.Ordinal))
        .DistinctBy(wanted => wanted.Path);

    private static bool IsCurrent(string path, ScopeSchema schema) => File.Exists(path) && File.ReadLines(path).Take(3).Any(line => line.Contains(schema.Stamp, StringComparison.Ordinal));

    private Dictionary<string, ValueList<StanzaDescription>>? TryDescribe(ScopeSchema schema, CancellationToken cancellationToken)
    {
        Dictionary<string, ValueList<StanzaDescription>> known = new(StringComparer.Ordinal);
        foreach (PluginCode code in schema.Plugins)
        {
            if (descriptions.TryGet(code, cancellationToken) is not { } stanzas)
            {
                return null;
            }

            known.Add(code.Image.Key, stanzas);
        }

        return known;
    }
}
