using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ketrew.Sdk.Protocol;
using Ketrew.Sdk.Syntax;

namespace Ketrew.Sdk.Tests.Protocol;

public class FrameStreamTests
{
    [Fact]
    public void Any_node_is_read_back_as_it_was_written() =>
        Prop.ForAll(Nodes.Any, node =>
        {
            ProtocolMessage? read = Read(Write(new ProtocolMessage.Done(1, [new EmittedItem("kind", ".", node, "", "A.cs:1")], [])));
            return read is ProtocolMessage.Done { Stanzas: [var item] } && Nodes.AreEqual(node, item.Fields);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Messages_come_out_in_order_however_the_bytes_arrive()
    {
        byte[] bytes = [.. Write(new ProtocolMessage.Welcome(1)), .. Write(new ProtocolMessage.Describe("a")), .. Write(new ProtocolMessage.Welcome(2))];
        using FrameStream frames = new(new Trickle(bytes), Stream.Null);

        List<ProtocolMessage?> read = [frames.Read(), frames.Read(), frames.Read(), frames.Read()];

        List<ProtocolMessage?> expected = [new ProtocolMessage.Welcome(1), new ProtocolMessage.Describe("a"), new ProtocolMessage.Welcome(2), null];
        Assert.Equal(expected, read);
    }

    [Fact]
    public void A_large_message_is_read_whole()
    {
        string text = new('x', 3_000_000);

        Assert.Equal(text, Assert.IsType<ProtocolMessage.Loaded>(Read(Write(new ProtocolMessage.Loaded("a", text, [])))).Problem);
    }

    [Fact]
    public void Any_bytes_are_a_message_or_a_protocol_error() =>
        Prop.ForAll<byte[]>(bytes => IsMessageOrError(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_damage_to_a_frame_is_a_message_or_a_protocol_error()
    {
        byte[] frame = Write(new ProtocolMessage.Done(
            7, [new EmittedItem("target", "a/b", Node.Mapping(("name", "x"), ("list", Node.List(1, true, "a"))), "/x", "A.cs:1")], []));

        Prop.ForAll(
            Gen.Choose(0, frame.Length - 1).Zip(Gen.Choose(0, 255)).ToArbitrary(),
            damage =>
            {
                byte[] damaged = [.. frame];
                damaged[damage.Item1] = (byte)damage.Item2;
                return IsMessageOrError(damaged);
            }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"message":"unheard-of"}""")]
    [InlineData("""{"message":"done","query":1}""")]
    [InlineData("""{"message":"done","query":1,"stanzas":null,"diagnostics":[]}""")]
    [InlineData("""{"message":"loaded","plugin":null,"problem":null}""")]
    [InlineData("""{"message":"expand","queries":[{"id":1,"plugin":"p","stanza":"s","directory":".","fields":{"m":["odd"]},"arguments":null}]}""")]
    [InlineData("""{"message":"expand","queries":[{"id":1,"plugin":"p","stanza":"s","directory":".","fields":{"z":1},"arguments":null}]}""")]
    public void A_message_without_its_parts_is_refused(string json) => Assert.Throws<ProtocolException>(() => Read(Frame(json)));

    [Fact]
    public void Parts_that_nobody_knows_yet_are_ignored() =>
        Assert.Equal(new ProtocolMessage.Welcome(1), Read(Frame("""{"message":"welcome","protocol":1,"news":{"a":[1,2]}}""")));

    [Fact]
    public void A_frame_above_the_limit_is_refused_before_it_arrives()
    {
        using FrameStream frames = new(new MemoryStream(Write(new ProtocolMessage.Loaded("a", new string('x', 100), []))), Stream.Null, 50);

        Assert.True(Assert.Throws<ProtocolException>(() => frames.Read()).IsTooLong);
    }

    [Fact]
    public void What_is_nested_too_deeply_is_not_sent_and_the_stream_goes_on()
    {
        using MemoryStream output = new();
        using FrameStream frames = new(Stream.Null, output);
        Node deep = Enumerable.Range(0, 5000).Aggregate((Node)"leaf", (node, _) => Node.List(node));

        Assert.Throws<ProtocolException>(() => frames.Write(new ProtocolMessage.Done(1, [new EmittedItem("x", ".", deep, "", "")], [])));
        frames.Write(new ProtocolMessage.Welcome(1));

        Assert.Equal(new ProtocolMessage.Welcome(1), Read(output.ToArray()));
    }

    private static bool IsMessageOrError(byte[] bytes)
    {
        try
        {
            Read(bytes);
            return true;
        }
        catch (ProtocolException)
        {
            return true;
        }
    }

    private static byte[] Write(ProtocolMessage message)
    {
        using MemoryStream output = new();
        using FrameStream frames = new(Stream.Null, output);
        frames.Write(message);
        return output.ToArray();
    }

    private static ProtocolMessage? Read(byte[] bytes)
    {
        using MemoryStream input = new(bytes);
        using FrameStream frames = new(input, Stream.Null);
        return frames.Read();
    }

    private static byte[] Frame(string json)
    {
        byte[] frame = [0, 0, 0, 0, .. Encoding.UTF8.GetBytes(json)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - 4);
        return frame;
    }

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}
