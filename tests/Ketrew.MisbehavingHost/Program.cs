using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

// A plugin host that breaks the protocol in the way its argument says. It speaks raw bytes on purpose: a fault of our own framing can't hide here.
using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
string way = args[0];

if (way == "silent")
{
    Thread.Sleep(Timeout.Infinite);
}

if (way == "dies-at-once")
{
    Console.Error.WriteLine("no runtime here");
    return 7;
}

if (way == "noise-at-once")
{
    output.Write(Encoding.UTF8.GetBytes("Hello, world! This is no frame."));
    return 0;
}

Send(way == "future" ? """{"message":"hello","protocols":[7,8],"sdk":"9.0","news":true}""" : """{"message":"hello","protocols":[1,2],"sdk":"0.1.0","news":true}""");
Receive();
while (true)
{
    string request = Receive();
    if (request.Contains("\"message\":\"confine\"", StringComparison.Ordinal))
    {
        if (way == "dies-in-the-sandbox" && args[^1] == "3")
        {
            return 9;
        }

        Send("""{"message":"confined","level":2,"reason":"it is none"}""");
        continue;
    }

    if (request.Contains("\"message\":\"load\"", StringComparison.Ordinal))
    {
        string plugin = Regex.Match(request, "\"plugin\":\"([^\"]*)\"").Groups[1].Value;
        if (way == "dies-while-loading")
        {
            return 9;
        }

        Send($$"""{"message":"loaded","plugin":"{{plugin}}","problem":null,"findings":[]}""");
        continue;
    }

    foreach (Match source in Regex.Matches(request, "\"key\":\"([^\"]*)\""))
    {
        if (source.Groups[1].Value == "bad" && way == "dies-while-compiling")
        {
            return 9;
        }

        string key = source.Groups[1].Value == "bad" && way == "compiles-another" ? "another" : source.Groups[1].Value;
        Send(key == "bad" ? """{"message":"compiled","source":"bad"}""" : $$"""{"message":"compiled","source":"{{key}}","assembly":"AA==","symbols":"AA==","problems":[]}""");
    }

    if (request.Contains("\"message\":\"describe\"", StringComparison.Ordinal))
    {
        switch (way)
        {
            case "describes-null":
                Send("""{"message":"described","plugin":"some","stanzas":[null]}""");
                break;
            case "describes-another":
                Send("""{"message":"described","plugin":"other","stanzas":[]}""");
                break;
            default:
                return 9;
        }

        continue;
    }

    foreach (Match query in Regex.Matches(request, "\"id\":([0-9]+),\"plugin\":\"[^\"]*\",\"stanza\":\"([^\"]*)\""))
    {
        if (query.Groups[2].Value == "good")
        {
            Send($$"""{"message":"done","query":{{query.Groups[1].Value}},"stanzas":[],"diagnostics":[]}""");
        }
        else
        {
            Misbehave(query.Groups[1].Value);
        }
    }
}

void Misbehave(string id)
{
    switch (way)
    {
        case "garbage":
            output.Write([0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
            break;
        case "no-json":
            Send("not json");
            break;
        case "empty-frame":
            output.Write([0, 0, 0, 0]);
            break;
        case "half-frame":
            output.Write([100, 0, 0, 0, (byte)'{']);
            output.Flush();
            Environment.Exit(3);
            break;
        case "wrong-id":
            Send("""{"message":"done","query":4711,"stanzas":[],"diagnostics":[]}""");
            break;
        case "unknown-message":
            Send("""{"message":"dance","query":1}""");
            break;
        case "missing-part":
            Send($$"""{"message":"done","query":{{id}}}""");
            break;
        case "null-item":
            Send($$"""{"message":"done","query":{{id}},"stanzas":[null],"diagnostics":[]}""");
            break;
        case "null-question":
            Send($$"""{"message":"ask","query":{{id}},"question":[null],"pluginLine":""}""");
            break;
        case "unknown-question":
            Send($$"""{"message":"ask","query":{{id}},"question":["weather","tomorrow"],"pluginLine":""}""");
            break;
        case "path-outside":
            Send($$"""{"message":"ask","query":{{id}},"question":["read-text","../../etc/passwd"],"pluginLine":""}""");
            break;
        case "asks-after-done":
            Send($$"""{"message":"done","query":{{id}},"stanzas":[],"diagnostics":[]}""");
            Send($$"""{"message":"ask","query":{{id}},"question":["exists","a"],"pluginLine":""}""");
            break;
        case "too-long":
            output.Write([0, 0, 0, 0x0F]);
            output.Flush();
            Thread.Sleep(Timeout.Infinite);
            break;
        case "asks-without-end":
            while (true)
            {
                Send($$"""{"message":"ask","query":{{id}},"question":["exists","a"],"pluginLine":"X.cs:1"}""");
                Receive();
            }

        case "chatty":
            Console.Error.WriteLine(new string('x', 1_000_000));
            Console.Error.WriteLine("last words");
            Environment.Exit(5);
            break;
        default:
            throw new ArgumentException($"No such way: {way}.");
    }

    output.Flush();
}

void Send(string json)
{
    byte[] text = Encoding.UTF8.GetBytes(json);
    byte[] header = new byte[4];
    BinaryPrimitives.WriteInt32LittleEndian(header, text.Length);
    output.Write([.. header, .. text]);
    output.Flush();
}

string Receive()
{
    byte[] header = new byte[4];
    input.ReadExactly(header);
    byte[] text = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
    input.ReadExactly(text);
    return Encoding.UTF8.GetString(text);
}
