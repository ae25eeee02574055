using Ketrew.Sdk;
using Ketrew.Sdk.Diagnostics;
using Ketrew.Sdk.Planning;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Engine.Snapshots;

/// <summary>
/// Writes targets as bytes and reads them again: everything that a run of one needs, and what people are told of it. What such a run doesn't come to is left out: conditions, and
/// targets that are activated (<see cref="CanBeKept"/>).
/// </summary>
internal static class TargetCodec
{
    // Deeper than stanzas may stand for stanzas.
    private const int MostParents = 1000;

    /// <summary>True for a target of which nothing would be left out.</summary>
    public static bool CanBeKept(Target target) => target is { DoneWhen: null, OnSuccess.IsEmpty: true, OnFailure.IsEmpty: true };

    /// <summary>Appends a target.</summary>
    public static void Write(BinaryWriter writer, Target target)
    {
        writer.Write(target.Id.Value);
        writer.Write(target.Description);
        Write(writer, target.Tags, static (writer, tag) => writer.Write(tag));
        Write(writer, target.Metadata, Write);
        Write(writer, target.Needs, static (writer, need) => writer.Write(need.Value));
        Write(writer, target.Inputs, Write);
        Write(writer, target.Outputs, Write);
        Write(writer, target.Steps, Write);
        Write(writer, target.Directory);
        Write(writer, target.Environment, Write);
        WriteOptional(writer, target.StandardInput);
        WriteOptional(writer, target.StandardOutput);
        writer.Write(target.Always);
        WriteOptional(writer, target.Timeout);
        writer.Write(target.Retries.Count);
        writer.Write(target.Retries.Delay.Ticks);
        writer.Write(target.Retries.Factor);
        writer.Write(target.KeepFailedOutputs);
        writer.Write((int)target.Equivalence);
        writer.Write(target.Backend);
        writer.Write(target.Host);
        Write(writer, target.Container);
        Write(writer, target.Resources);
        Write(writer, target.Pools, static (writer, use) =>
        {
            writer.Write(use.Pool);
            writer.Write(use.Count);
        });
        writer.Write(target.Priority);
        Write(writer, target.Provenance);
    }

    /// <summary>Reads what <see cref="Write(BinaryWriter, Target)"/> wrote.</summary>
    /// <exception cref="IOException">It didn't.</exception>
    /// <exception cref="FormatException">Likewise.</exception>
    public static Target Read(BinaryReader reader) => new()
    {
        Id = new TargetId(reader.ReadString()),
        Description = reader.ReadString(),
        Tags = ReadList(reader, static reader => reader.ReadString()),
        Metadata = ReadList(reader, ReadValue),
        Needs = ReadList(reader, static reader => new TargetId(reader.ReadString())),
        Inputs = ReadList(reader, ReadPath),
        Outputs = ReadList(reader, ReadPath),
        Steps = ReadList(reader, ReadStep),
        Directory = ReadPath(reader),
        Environment = ReadList(reader, ReadValue),
        StandardInput = ReadOptionalPath(reader),
        StandardOutput = ReadOptionalPath(reader),
        Always = reader.ReadBoolean(),
        Timeout = ReadOptionalTime(reader),
        Retries = new RetryPolicy(reader.ReadInt32(), new TimeSpan(reader.ReadInt64()), reader.ReadDouble()),
        KeepFailedOutputs = reader.ReadBoolean(),
        Equivalence = (Equivalence)reader.ReadInt32(),
        Backend = reader.ReadString(),
        Host = reader.ReadString(),
        Container = ReadContainer(reader),
        Resources = new ResourceRequest(reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt32(), ReadOptionalTime(reader)),
        Pools = ReadList(reader, static reader => new PoolUse(reader.ReadString(), reader.ReadInt32())),
        Priority = reader.ReadInt32(),
        Provenance = ReadProvenance(reader, MostParents),
    };

    /// <summary>Writes a list after its length.</summary>
    public static void Write<T>(BinaryWriter writer, ValueList<T> list, Action<BinaryWriter, T> write)
    {
        writer.Write7BitEncodedInt(list.Count);
        foreach (T element in list.AsSpan())
        {
            write(writer, element);
        }
    }

    /// <summary>Reads a list after its length.</summary>
    public static ValueList<T> ReadList<T>(BinaryReader reader, Func<BinaryReader, T> read)
    {
        int count = reader.Read7BitEncodedInt();
        if (count < 0)
        {
            throw new FormatException("A list has a negative length.");
        }

        List<T> list = new(Math.Min(count, 1024));
        for (int i = 0; i < count; i++)
        {
            list.Add(read(reader));
        }

        return [.. list];
    }

    private static void Write(BinaryWriter writer, NamedValue value)
    {
        writer.Write(value.Name);
        writer.Write(value.Value);
    }

    private static NamedValue ReadValue(BinaryReader reader) => new(reader.ReadString(), reader.ReadString());

    private static void Write(BinaryWriter writer, ProjectPath path) => writer.Write(path.Value);

    private static ProjectPath ReadPath(BinaryReader reader) => ProjectPath.Parse(reader.ReadString());

    private static void WriteOptional(BinaryWriter writer, ProjectPath? path) => writer.Write(path is { } given ? given.Value : "");

    private static ProjectPath? ReadOptionalPath(BinaryReader reader)
    {
        string path = reader.ReadString();
        if (path.Length == 0)
        {
            return null;
        }

        return ProjectPath.Parse(path);
    }

    private static void WriteOptional(BinaryWriter writer, TimeSpan? time)
    {
        writer.Write(time.HasValue);
        if (time is { } given)
        {
            writer.Write(given.Ticks);
        }
    }

    private static TimeSpan? ReadOptionalTime(BinaryReader reader) => reader.ReadBoolean() ? new TimeSpan(reader.ReadInt64()) : null;

    private static void Write(BinaryWriter writer, Step step)
    {
        writer.Write(step.Name);
        writer.Write(step is Step.Exec);
        switch (step)
        {
            case Step.Exec exec:
                Write(writer, exec.Arguments, static (writer, argument) => writer.Write(argument));
                break;
            case Step.Shell shell:
                writer.Write(shell.Text);
                Write(writer, shell.Interpreter, static (writer, word) => writer.Write(word));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Step ReadStep(BinaryReader reader)
    {
        string name = reader.ReadString();
        return reader.ReadBoolean()
            ? new Step.Exec(ReadList(reader, static reader => reader.ReadString())) { Name = name }
            : new Step.Shell(reader.ReadString(), ReadList(reader, static reader => reader.ReadString())) { Name = name };
    }

    private static void Write(BinaryWriter writer, Container? container)
    {
        writer.Write(container is not null);
        if (container is not null)
        {
            writer.Write(container.Image);
            Write(writer, container.Volumes, static (writer, volume) => writer.Write(volume));
            Write(writer, container.Options, static (writer, option) => writer.Write(option));
        }
    }

    private static Container? ReadContainer(BinaryReader reader) => reader.ReadBoolean()
        ? new Container(reader.ReadString())
        {
            Volumes = ReadList(reader, static reader => reader.ReadString()),
            Options = ReadList(reader, static reader => reader.ReadString()),
        }
        : null;

    private static void Write(BinaryWriter writer, ResourceRequest resources)
    {
        writer.Write(resources.Cpus);
        writer.Write(resources.MemoryBytes);
        writer.Write(resources.Gpus);
        WriteOptional(writer, resources.Time);
    }

    private static void Write(BinaryWriter writer, Provenance? provenance)
    {
        writer.Write(provenance is not null);
        if (provenance is not null)
        {
            writer.Write(provenance.Stanza);
            Write(writer, provenance.Span);
            writer.Write(provenance.PluginLine ?? "");
            writer.Write(provenance.Plugin ?? "");
            Write(writer, provenance.PluginSpan);
            writer.Write(provenance.Origin.ToString());
            Write(writer, provenance.OriginSpan);
            Write(writer, provenance.Parent);
        }
    }

    private static Provenance? ReadProvenance(BinaryReader reader, int most) => most == 0 ? throw new FormatException("A target comes from nowhere.")
        : reader.ReadBoolean() ? new Provenance(reader.ReadString(), ReadSpan(reader))
        {
            PluginLine = ReadOptionalText(reader),
            Plugin = ReadOptionalText(reader),
            PluginSpan = ReadSpan(reader),
            Origin = new FieldPath(reader.ReadString()),
            OriginSpan = ReadSpan(reader),
            Parent = ReadProvenance(reader, most - 1),
        }
        : null;

    private static string? ReadOptionalText(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;

    private static void Write(BinaryWriter writer, SourceSpan? span)
    {
        writer.Write(span.HasValue);
        if (span is { } given)
        {
            writer.Write(given.File);
            writer.Write7BitEncodedInt(given.Line);
            writer.Write7BitEncodedInt(given.Column);
            writer.Write7BitEncodedInt(given.EndLine);
            writer.Write7BitEncodedInt(given.EndColumn);
        }
    }

    private static SourceSpan? ReadSpan(BinaryReader reader) => reader.ReadBoolean()
        ? new SourceSpan(reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt())
        : null;
}
