// source: refused; level 2: ends the host; level 3: ends the host
[Stanza("attempt")]
public sealed class Attempt : Stanza<Prey>
{
    protected override void Expand(Prey prey, StanzaContext context)
    {
        string forged = """{"message":"done","query":4711,"stanzas":[],"diagnostics":[]}""";
        byte[] frame = [(byte)forged.Length, 0, 0, 0, .. System.Text.Encoding.UTF8.GetBytes(forged)];
        write(101, frame, frame.Length);
    }

    [System.Runtime.InteropServices.DllImport("libc", SetLastError = true)]
    private static extern nint write(int descriptor, byte[] bytes, nint count);
}
