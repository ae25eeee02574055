using Ketrew.Sdk;
using Ketrew.Sdk.Backends;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Backends.Hosts;

/// <summary>The hosts of a project: each is connected once, however many backends use it.</summary>
/// <param name="declared">What a workflow declares.</param>
internal sealed class HostConnections(ValueList<HostDeclaration> declared) : IDisposable
{
    private const string UnusableHost = "KS014";
    private const string Scheme = "ssh://";

    private readonly Dictionary<string, (SshHost Host, HostAddress Address)?> _known = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    /// <summary>What is mistaken in the declarations of hosts that were used so far.</summary>
    public ValueList<Diagnostic> Problems => _problems.ToValueList();

    /// <summary>What a backend of a host is given.</summary>
    /// <param name="kind">Of the backend.</param>
    /// <param name="name">A declared host, or an address.</param>
    /// <param name="context">What the backend is made of, here.</param>
    /// <param name="usual">Where files are when nobody says.</param>
    /// <returns>Null when it can't be used; <see cref="Problems"/>, or those of the context's settings, say why.</returns>
    public HostServices? Find(string kind, string name, BackendContext context, FilePlacement usual)
    {
        if (kind is "local" or "kubernetes")
        {
            _problems.Add(new Diagnostic(UnusableHost, $"the backend `{context.Name}` is `{kind}`, which runs nothing on another host", null)
            {
                Hint = kind == "local" ? "write `backend: daemonize`" : "remove `host`: the context of kubectl says where",
            });
            return null;
        }

        if (!_known.TryGetValue(name, out (SshHost Host, HostAddress Address)? host))
        {
            _known.Add(name, host = Connect(name));
        }

        return host is var (machine, address) ? HostServices.Create(machine, address, context, usual) : null;
    }

    /// <summary>Ends the connections.</summary>
    public void Dispose()
    {
        foreach ((SshHost host, _) in _known.Values.OfType<(SshHost, HostAddress)>())
        {
            host.Dispose();
        }
    }

    private (SshHost, HostAddress)? Connect(string name)
    {
        HostDeclaration? declaration = declared.FirstOrDefault(host => host.Name == name);
        HostAddress? address = (declaration, declaration?.Settings) switch
        {
            (null, _) => ReadAddress(name, null),
            (_, ScalarNode scalar) => ReadAddress(scalar.Text, scalar.Span ?? declaration.Span),
            (_, MappingNode fields) => ReadFields(name, fields),
            (_, var other) => Refuse($"the host `{name}` must be an address or its parts, not {other?.Description}", declaration.Span, "write `ssh://user@name/scratch/me/ketrew`"),
        };
        return address is null ? null : (new SshHost(address, declaration is null ? address.Machine : name), address);
    }

    private HostAddress? ReadAddress(string text, SourceSpan? span) =>
        HostAddress.TryParse(text, out HostAddress? address, out string? problem) ? address
        : text.StartsWith(Scheme, StringComparison.Ordinal) ? Refuse(problem, span, "write `ssh://user@name/scratch/me/ketrew`")
        : Refuse($"there is no host `{text}`", span, NearestName.Of(text, declared.Select(host => host.Name)) is { } nearest
            ? $"did you mean `{nearest}`?"
            : $"declare it: `hosts: {{ {text}: ssh://user@name/scratch/me/ketrew }}`");

    private HostAddress? ReadFields(string name, MappingNode fields)
    {
        BackendSettings settings = new(fields, $"the host `{name}`");
        HostAddress? address = HostAddress.Read(settings);
        _problems.AddRange(settings.Problems());
        return address;
    }

    private HostAddress? Refuse(string problem, SourceSpan? span, string hint)
    {
        _problems.Add(new Diagnostic(UnusableHost, problem, span) { Hint = hint });
        return null;
    }
}
