using System.Diagnostics;
using Ketrew.Sdk;
using Ketrew.Sdk.Syntax;

namespace Unruly;

/// <summary>Does what it is told, mostly harm.</summary>
[Stanza("misbehave")]
public sealed class MisbehavingStanza : Stanza<MisbehavingStanza.Fields>
{
    public enum Deed
    {
        Nothing,
        Exit,
        Hang,
        Overflow,
        Throw,
        ThrowInLambda,
        Refuse,
        Babble,
        EmitForEver,
        NestForEver,
        FailInThread,
        AskInThread,
        StartProcess,
        AskAndHang,
    }

    public sealed record Fields(Deed Deed);

    protected override void Expand(Fields fields, StanzaContext context)
    {
        switch (fields.Deed)
        {
            case Deed.Exit:
                Environment.Exit(0);
                break;
            case Deed.Hang:
                Thread.Sleep(Timeout.Infinite);
                break;
            case Deed.Overflow:
                Overflow(1);
                break;
            case Deed.Throw:
                throw new InvalidOperationException("the plugin has a bug");
            case Deed.ThrowInLambda:
                _ = Enumerable.Range(0, 3).Select(number => 10 / number).ToArray();
                break;
            case Deed.Refuse:
                throw new StanzaFailedException("this deed is refused", FieldPath.Stanza / "deed", "deed: nothing");
            case Deed.Babble:
                Babble();
                break;
            case Deed.EmitForEver:
                EmitForEver(context);
                break;
            case Deed.NestForEver:
                NestForEver(context);
                break;
            case Deed.FailInThread:
                Thread thread = new(() => throw new InvalidOperationException("nobody catches this"));
                thread.Start();
                thread.Join();
                break;
            case Deed.AskInThread:
                Task.Run(() => context.Exists("a")).GetAwaiter().GetResult();
                break;
            case Deed.StartProcess:
                StartProcess();
                break;
            case Deed.AskAndHang:
                context.Exists("a");
                Thread.Sleep(Timeout.Infinite);
                break;
            default:
                break;
        }

        context.Emit(new TargetStanza("survived"));
    }

    private static int Overflow(int depth) => depth + Overflow(depth + 1);

    private static void Babble()
    {
        Console.WriteLine("this is no frame");
        Console.Out.Flush();
        using Stream output = Console.OpenStandardOutput();
        output.Write([0, 0, 0, 1, 255, 255]);
        output.Flush();
        if (Console.In.ReadToEnd().Length != 0)
        {
            throw new InvalidOperationException("standard input is not empty");
        }

        using Stream input = Console.OpenStandardInput();
        if (input.ReadByte() != -1)
        {
            throw new InvalidOperationException("the descriptor of standard input is not empty");
        }
    }

    private static void StartProcess()
    {
        Process.Start("/bin/sleep", "1000");
        Thread.Sleep(Timeout.Infinite);
    }

    private static void EmitForEver(StanzaContext context)
    {
        while (true)
        {
            context.Emit(new TargetStanza("x") { Description = new string('x', 1000) });
        }
    }

    private static void NestForEver(StanzaContext context)
    {
        Node node = "leaf";
        for (int i = 0; i < 10_000; i++)
        {
            node = Node.List(node);
        }

        context.Emit(new CustomStanza("deep", node));
    }
}

/// <summary>Emits what it sees of its surroundings.</summary>
[Stanza("surroundings")]
public sealed class SurroundingsStanza : Stanza
{
    protected override void Expand(Node fields, StanzaContext context)
    {
        context.Emit(new CustomStanza(
            "seen",
            ("environment", string.Join(' ', Environment.GetEnvironmentVariables().Keys.Cast<string>().Order(StringComparer.Ordinal))),
            ("zone", TimeZoneInfo.Local.Id),
            ("culture", System.Globalization.CultureInfo.CurrentCulture.Name),
            ("files", Directory.GetFileSystemEntries(".").Length),
            ("directory", context.Directory.Value),
            ("arguments", context.Arguments)));
    }
}
