using Ketrew.Expander.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;

namespace Ketrew.Expander.Language.Lowering;

/// <summary>The backends and hosts of a workflow, whichever file declares them.</summary>
internal sealed class BackendIndex
{
    private const string AddressMark = "://";

    private readonly SortedDictionary<string, BackendDeclaration> _backends = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, HostDeclaration> _hosts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known;

    /// <summary>Collects the backends and hosts; a name that is declared twice is reported.</summary>
    /// <param name="scopes">The workflow files, the root first.</param>
    /// <param name="known">Backends that need no declaration.</param>
    /// <param name="diagnostics">Where problems go.</param>
    public BackendIndex(IEnumerable<Scope> scopes, ValueList<string> known, List<Diagnostic> diagnostics)
    {
        foreach (Scope scope in scopes)
        {
            diagnostics.AddRange(scope.File.Backends.Where(backend => !_backends.TryAdd(backend.Name, backend))
                .Select(twice => Problem.DuplicateBackend(twice.Span, "backend", twice.Name, _backends[twice.Name].Span)));
            diagnostics.AddRange(scope.File.Hosts.Where(host => !_hosts.TryAdd(host.Name, host))
                .Select(twice => Problem.DuplicateBackend(twice.Span, "host", twice.Name, _hosts[twice.Name].Span)));
        }

        _known = [.. known, .. _backends.Keys];
        diagnostics.AddRange(_backends.Values.Where(backend => backend.Host.Length > 0 && !KnowsHost(backend.Host)).Select(backend => RefuseHost(backend.Host, backend.Span)));
    }

    /// <summary>The declared backends, in ordinal order of names.</summary>
    public ValueList<BackendDeclaration> Backends => [.. _backends.Values];

    /// <summary>The declared hosts, in ordinal order of names.</summary>
    public ValueList<HostDeclaration> Hosts => [.. _hosts.Values];

    /// <summary>True for a backend that is declared, or needs no declaration.</summary>
    public bool Knows(string backend) => _known.Contains(backend);

    /// <summary>True for a host that is declared, and for every address.</summary>
    public bool KnowsHost(string host) => _hosts.ContainsKey(host) || host.Contains(AddressMark, StringComparison.Ordinal);

    /// <summary>Says that there is no such backend.</summary>
    public Diagnostic Refuse(string backend, SourceSpan? at) => Problem.UnknownBackend(at, backend, _known);

    /// <summary>Says that there is no such host.</summary>
    public Diagnostic RefuseHost(string host, SourceSpan? at) => Problem.UnknownHost(at, host, _hosts.Keys);
}
