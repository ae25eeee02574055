using System.Text.Json.Serialization;
using Ketrew.Sdk.Backends;

namespace Ketrew.Sdk.Protocol.Backends;

/// <summary>What engine and plugin host say to each other about backends, version 1. Requests are answered in any order;
/// those of one backend are begun in the order in which they were said.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Load), "load")]
[JsonDerivedType(typeof(Loaded), "loaded")]
[JsonDerivedType(typeof(Request), "request")]
[JsonDerivedType(typeof(Cancel), "cancel")]
[JsonDerivedType(typeof(Response), "response")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Release), "release")]
[JsonDerivedType(typeof(Ping), "ping")]
[JsonDerivedType(typeof(Pong), "pong")]
internal abstract record BackendMessage
{
    private BackendMessage()
    {
    }

    /// <summary>Host → engine, first: what it speaks. This message keeps its form in every version.</summary>
    /// <param name="Protocol">The version.</param>
    /// <param name="Sdk">The version of the SDK that plugins get.</param>
    public sealed record Hello(int Protocol, string Sdk) : BackendMessage;

    /// <summary>Engine → host, once: load these, in this order.</summary>
    /// <param name="Plugins">At least one.</param>
    public sealed record Load(PluginPlace[] Plugins) : BackendMessage;

    /// <summary>Host → engine: what the plugins hold, or why they can't be used.</summary>
    /// <param name="Kinds">In the order of the plugins, and in ordinal order within each.</param>
    /// <param name="Problems">Everything that is wrong with any of them.</param>
    public sealed record Loaded(LoadedKind[] Kinds, PluginFault[] Problems) : BackendMessage;

    /// <summary>Engine → host: do something; answered by one <see cref="Response"/>.</summary>
    /// <param name="Id">Unique in the life of the host process.</param>
    /// <param name="Content">What.</param>
    public sealed record Request(int Id, BackendRequest Content) : BackendMessage;

    /// <summary>Engine → host: nobody waits for the answer any more. There may be one.</summary>
    /// <param name="Id">Of the request.</param>
    public sealed record Cancel(int Id) : BackendMessage;

    /// <summary>Host → engine: what came of a request.</summary>
    /// <param name="Id">Of the request.</param>
    /// <param name="Content">What.</param>
    public sealed record Response(int Id, BackendResponse Content) : BackendMessage;

    /// <summary>Host → engine: an attempt began.</summary>
    /// <param name="Backend">Whose.</param>
    /// <param name="Ticket">Which start asked for it.</param>
    /// <param name="Attempt">With its handle.</param>
    /// <param name="Host">The machine.</param>
    public sealed record Started(int Backend, long Ticket, AttemptReference Attempt, string Host) : BackendMessage;

    /// <summary>Host → engine: an attempt is over.</summary>
    /// <param name="Backend">Whose.</param>
    /// <param name="Ticket">Which start asked for it.</param>
    /// <param name="Verdict">How.</param>
    public sealed record Ended(int Backend, long Ticket, Verdict Verdict) : BackendMessage;

    /// <summary>Engine → host: this backend isn't needed any more.</summary>
    /// <param name="Backend">Which.</param>
    public sealed record Release(int Backend) : BackendMessage;

    /// <summary>Engine → host: are you there? Answered by <see cref="Pong"/> whatever plugins do.</summary>
    public sealed record Ping : BackendMessage;

    /// <summary>Host → engine: yes.</summary>
    public sealed record Pong : BackendMessage;
}

/// <summary>A plugin to load.</summary>
/// <param name="Path">Absolute path of the assembly.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SharedFolders">Absolute; where assemblies are looked for that neither lie beside it nor belong to an earlier plugin.</param>
internal sealed record PluginPlace(string Path, string Name, string[] SharedFolders);

/// <summary>A kind of backend that a plugin holds.</summary>
/// <param name="Kind">What declarations call it.</param>
/// <param name="Plugin">The position of the plugin in <see cref="BackendMessage.Load"/>.</param>
internal sealed record LoadedKind(string Kind, int Plugin);

/// <summary>Why a plugin can't be used.</summary>
/// <param name="Plugin">The position of the plugin in <see cref="BackendMessage.Load"/>.</param>
/// <param name="Message">One lower-case clause.</param>
internal sealed record PluginFault(int Plugin, string Message);
