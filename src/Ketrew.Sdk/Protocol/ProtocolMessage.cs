using System.Text.Json.Serialization;
using Ketrew.Sdk.Describing;
using Ketrew.Sdk.Syntax;
using Ketrew.Sdk.Templates;

namespace Ketrew.Sdk.Protocol;

/// <summary>What engine and plugin host say to each other, version 1. Unknown fields are ignored, an unknown message is an error.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(Hello), "hello")]
[JsonDerivedType(typeof(Welcome), "welcome")]
[JsonDerivedType(typeof(Compile), "compile")]
[JsonDerivedType(typeof(Compiled), "compiled")]
[JsonDerivedType(typeof(Confine), "confine")]
[JsonDerivedType(typeof(Confined), "confined")]
[JsonDerivedType(typeof(Load), "load")]
[JsonDerivedType(typeof(LoadTemplate), "template")]
[JsonDerivedType(typeof(Loaded), "loaded")]
[JsonDerivedType(typeof(Expand), "expand")]
[JsonDerivedType(typeof(Ask), "ask")]
[JsonDerivedType(typeof(Answered), "answer")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Describe), "describe")]
[JsonDerivedType(typeof(Described), "described")]
internal abstract record ProtocolMessage
{
    private ProtocolMessage()
    {
    }

    /// <summary>Host → engine, first: what it speaks. This message keeps its form in every version.</summary>
    /// <param name="Protocols">Versions, ascending.</param>
    /// <param name="Sdk">The version of the SDK it was built with.</param>
    public sealed record Hello(int[] Protocols, string Sdk) : ProtocolMessage;

    /// <summary>Engine → host: the version both will use. This message keeps its form in every version.</summary>
    /// <param name="Protocol">One of those offered.</param>
    public sealed record Welcome(int Protocol) : ProtocolMessage;

    /// <summary>Engine → host: compile all of these, in this order; answered by one <see cref="Compiled"/> for each, as soon as it is done.</summary>
    /// <param name="Sources">At least one.</param>
    public sealed record Compile(PluginSource[] Sources) : ProtocolMessage;

    /// <summary>Host → engine: what became of a source.</summary>
    /// <param name="Source">Its key.</param>
    /// <param name="Assembly">Empty when there are problems.</param>
    /// <param name="Symbols">A portable PDB; empty when there are problems.</param>
    /// <param name="Problems">Everything that is wrong with it, by place; empty when all is well.</param>
    public sealed record Compiled(string Source, byte[] Assembly, byte[] Symbols, SourceProblem[] Problems) : ProtocolMessage
    {
        /// <summary>What its comments say, as the compiler writes it; empty when there are problems.</summary>
        public byte[] Documentation { get; init; } = [];
    }

    /// <summary>Engine → host: close the sandbox, plugins come now. Once; from then on nothing is compiled.</summary>
    public sealed record Confine : ProtocolMessage;

    /// <summary>Host → engine: the sandbox is closed.</summary>
    /// <param name="Level">How far: 2 or 3.</param>
    /// <param name="Reason">Why not further, as one clause; empty when that is all there is.</param>
    public sealed record Confined(int Level, string Reason) : ProtocolMessage;

    /// <summary>Engine → host: a plugin's bytes. The host never opens a plugin's files itself, so it runs exactly what the engine digested.</summary>
    /// <param name="Plugin">What queries call it.</param>
    /// <param name="Files">Its assemblies, the one with the stanzas first, then private dependencies.</param>
    public sealed record Load(string Plugin, PluginFile[] Files) : ProtocolMessage;

    /// <summary>Engine → host: a template stanza. Answered like <see cref="Load"/>.</summary>
    /// <param name="Plugin">What queries call it.</param>
    /// <param name="Template">All of it.</param>
    public sealed record LoadTemplate(string Plugin, TemplateDefinition Template) : ProtocolMessage;

    /// <summary>Host → engine: the plugin is usable, or why it isn't.</summary>
    /// <param name="Plugin">Which.</param>
    /// <param name="Problem">Null when all is well.</param>
    /// <param name="Findings">What its assemblies name that a stanza shouldn't use; one for each such assembly.</param>
    public sealed record Loaded(string Plugin, string? Problem, AssemblyFinding[] Findings) : ProtocolMessage;

    /// <summary>Engine → host: expand all of these, in this order.</summary>
    /// <param name="Queries">At least one.</param>
    public sealed record Expand(ExpansionQuery[] Queries) : ProtocolMessage;

    /// <summary>Host → engine: a stanza's question.</summary>
    /// <param name="Query">Whose.</param>
    /// <param name="Question">Its parts.</param>
    /// <param name="PluginLine">The line that asks.</param>
    public sealed record Ask(int Query, string[] Question, string PluginLine) : ProtocolMessage;

    /// <summary>Engine → host: the answer to the last question of a query.</summary>
    /// <param name="Query">Whose.</param>
    /// <param name="Answer">Its parts.</param>
    public sealed record Answered(int Query, string[] Answer) : ProtocolMessage;

    /// <summary>Host → engine: a query's result.</summary>
    /// <param name="Query">Which.</param>
    /// <param name="Stanzas">What it emitted, in order.</param>
    /// <param name="Diagnostics">What it reported, in order.</param>
    public sealed record Done(int Query, EmittedItem[] Stanzas, StanzaDiagnostic[] Diagnostics) : ProtocolMessage;

    /// <summary>Host → engine: the plugin threw.</summary>
    /// <param name="Query">Which.</param>
    /// <param name="Exception">Type and message.</param>
    /// <param name="Trace">The frames of the plugin, innermost first.</param>
    public sealed record Failed(int Query, string Exception, string[] Trace) : ProtocolMessage;

    /// <summary>Engine → host: say which fields the stanzas of a plugin have.</summary>
    /// <param name="Plugin">One that was loaded.</param>
    public sealed record Describe(string Plugin) : ProtocolMessage;

    /// <summary>Host → engine: the fields of a plugin's stanzas.</summary>
    /// <param name="Plugin">Which.</param>
    /// <param name="Stanzas">All of them, in ordinal order of their names.</param>
    public sealed record Described(string Plugin, ValueList<StanzaDescription> Stanzas) : ProtocolMessage;
}

/// <summary>A single-file plugin to compile.</summary>
/// <param name="Key">What the answer calls it.</param>
/// <param name="Name">File name, without directory: it stands in messages, traces and emit lines.</param>
/// <param name="Text">All of it.</param>
internal sealed record PluginSource(string Key, string Name, string Text);

/// <summary>Something wrong with a single-file plugin.</summary>
/// <param name="Code">The compiler's: <c>CS0103</c>. Empty for what C# has, but single-file plugins don't.</param>
/// <param name="Message">One lower-case sentence without full stop, names in backticks.</param>
/// <param name="Hint">Something to write; null when there is nothing.</param>
/// <param name="Line">1-based; so are the others, and columns count UTF-16 units.</param>
/// <param name="Column">Of the first unit.</param>
/// <param name="EndLine">Where it ends.</param>
/// <param name="EndColumn">After the last unit.</param>
internal sealed record SourceProblem(string Code, string Message, string? Hint, int Line, int Column, int EndLine, int EndColumn);

/// <summary>One assembly of a plugin.</summary>
/// <param name="Name">File name.</param>
/// <param name="Bytes">Content.</param>
internal sealed record PluginFile(string Name, byte[] Bytes);

/// <summary>What an assembly names that a stanza shouldn't use.</summary>
/// <param name="Assembly">File name.</param>
/// <param name="Names">The first few: <c>File.ReadAllText</c>.</param>
/// <param name="Count">How many there are.</param>
internal sealed record AssemblyFinding(string Assembly, string[] Names, int Count);

/// <summary>One stanza to expand.</summary>
/// <param name="Id">Unique in the life of the host process.</param>
/// <param name="Plugin">Whose stanza it is.</param>
/// <param name="Stanza">The stanza's own name, without the plugin's prefix.</param>
/// <param name="Directory">Where it stands.</param>
/// <param name="Fields">What the user wrote below the name.</param>
/// <param name="Arguments">The <c>args</c> of the <c>plugins:</c> entry.</param>
internal sealed record ExpansionQuery(int Id, string Plugin, string Stanza, string Directory, Node Fields, Node Arguments);
