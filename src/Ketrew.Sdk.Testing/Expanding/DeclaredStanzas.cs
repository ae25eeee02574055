using Ketrew.Expander.Language;
using Ketrew.Expander.Linking;
using Ketrew.Expander.Plugins;

namespace Ketrew.Sdk.Testing.Expanding;

/// <summary>Stanzas of the test in place of the plugins that workflow files declare.</summary>
internal sealed class DeclaredStanzas : IPluginReader
{
    private readonly Dictionary<string, ValueList<LinkedStanza>> _stanzas = new(StringComparer.Ordinal);

    /// <summary>Adds a stanza to a plugin.</summary>
    public void Add(string plugin, LinkedStanza stanza)
    {
        string name = ProjectPath.TryParse(plugin, ProjectPath.Root, out ProjectPath path, out _) ? path.Value : plugin;
        _stanzas[name] = _stanzas.GetValueOrDefault(name).Add(stanza);
    }

    public DeclaredStanzas Copy()
    {
        DeclaredStanzas copy = new();
        foreach ((string plugin, ValueList<LinkedStanza> stanzas) in _stanzas)
        {
            copy._stanzas.Add(plugin, stanzas);
        }

        return copy;
    }

    /// <exception cref="StanzaAssertionException">The test says nothing of a plugin.</exception>
    public Task<ValueList<ValueList<PluginCode>>> ReadAsync(ValueList<PluginDeclaration> declarations, CancellationToken cancellationToken) =>
        Task.FromResult(declarations.Select(Read).ToValueList());

    private ValueList<PluginCode> Read(PluginDeclaration declaration) => _stanzas.TryGetValue(declaration.Name, out ValueList<LinkedStanza> stanzas)
        ? stanzas.Select(stanza => stanza.ToCode()).ToValueList()
        : throw new StanzaAssertionException(
            $"`{declaration.Name}` is declared at {declaration.Span}, but the test doesn't say which stanzas it has\nhint: project.Declare<…>(\"{declaration.Name}\")");
}
