using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ketrew.Engine.Harness;

/// <summary>Lines in and out. What was told is out of the process before the call returns, whatever happens to it next. Thread-safe.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly FileStream _output = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly StreamReader _input = new(new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0));
    private readonly Lock _gate = new();

    /// <summary>The next line; null when nobody will write any more.</summary>
    public string? Read() => _input.ReadLine();

    public void Tell(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            _output.Write(bytes);
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }
}
