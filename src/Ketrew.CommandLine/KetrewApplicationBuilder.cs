using System.Diagnostics.CodeAnalysis;
using Ketrew.Backends;
using Ketrew.Expander.Linking;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Syntax;

namespace Ketrew.CommandLine;

/// <summary>Puts a program together: every verb of <c>ketrew</c>, and stanzas and backends that are compiled into it, so that none has to be loaded.</summary>
public sealed class KetrewApplicationBuilder
{
    private readonly string[] _arguments;
    private readonly List<LinkedStanza> _stanzas = [];
    private readonly List<LinkedBackend> _backends = [];

    internal KetrewApplicationBuilder(string[] arguments) => _arguments = arguments;

    /// <summary>Adds a stanza. Every workflow file that the program reads may use it.</summary>
    /// <typeparam name="TStanza">Has <see cref="StanzaAttribute"/>.</typeparam>
    /// <param name="args">What a declaration has under <c>args</c>; null for nothing.</param>
    /// <param name="as">A declaration's prefix: <c>k8s</c> makes <c>k8s.service</c>; null for none.</param>
    /// <param name="allow">The variables of the environment that it may ask for; null for none.</param>
    /// <param name="tools">The tools that it may have run; null for none.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The class names no stanza, or another one of that name was added.</exception>
    /// <remarks>It runs in this process: what it does beside asking questions is not recorded, its static fields live as long as the program, and nothing ends it when it hangs.</remarks>
    [RequiresUnreferencedCode("Fields are bound by reflection.")]
    public KetrewApplicationBuilder AddStanza<TStanza>(
        Node? args = null, string? @as = null, IEnumerable<string>? allow = null, IEnumerable<string>? tools = null)
        where TStanza : Stanza, new()
    {
        LinkedStanza added = LinkedStanza.Of<TStanza>() with
        {
            Arguments = args,
            As = @as,
            AllowedVariables = (allow ?? []).ToValueList(),
            AllowedTools = (tools ?? []).ToValueList(),
        };
        if (_stanzas.Exists(other => other.Name == added.Name && other.As == @as))
        {
            throw new ArgumentException($"The stanza {added.Name} was added before.");
        }

        _stanzas.Add(added);
        return this;
    }

    /// <summary>Adds a kind of backend. Every workflow file that the program reads may declare backends of it.</summary>
    /// <typeparam name="TBackend">Has <see cref="BackendAttribute"/>, and a public constructor that takes a <see cref="BackendContext"/>.</typeparam>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The class names no kind, has no such constructor, or another one of that kind was added or is Ketrew's own.</exception>
    /// <remarks>It runs in this process: when it crashes, the program does. Works trimmed and compiled ahead of time, too.</remarks>
    public KetrewApplicationBuilder AddBackend<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TBackend>()
        where TBackend : class, IBackend
    {
        LinkedBackend added = LinkedBackend.Of<TBackend>();
        if (_backends.Exists(other => other.Kind == added.Kind) || BackendFactory.Kinds.Contains(added.Kind))
        {
            throw new ArgumentException($"There is a kind of backends {added.Kind} already.");
        }

        _backends.Add(added);
        return this;
    }

    /// <summary>Parses and runs the command line.</summary>
    /// <returns>0 done, 1 a target failed or a check found drift, 2 the input is wrong, 3 the surroundings failed, 130 interrupted.</returns>
    public Task<int> RunAsync() => KetrewApplication.RunAsync(_arguments, [.. _stanzas], [.. _backends]);
}
