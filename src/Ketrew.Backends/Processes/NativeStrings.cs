using System.Runtime.InteropServices;
using System.Text;

namespace Ketrew.Backends.Processes;

/// <summary>Strings as C wants them, a null-terminated array of null-terminated UTF-8, in one piece of memory.</summary>
internal readonly unsafe ref struct NativeStrings
{
    private readonly byte* _memory;

    public NativeStrings(ReadOnlySpan<string> strings)
    {
        int pointers = (strings.Length + 1) * sizeof(byte*);
        int bytes = 0;
        foreach (string text in strings)
        {
            bytes += Encoding.UTF8.GetByteCount(text) + 1;
        }

        _memory = (byte*)NativeMemory.Alloc((nuint)(pointers + bytes));
        byte* next = _memory + pointers;
        byte* end = next + bytes;
        for (int i = 0; i < strings.Length; i++)
        {
            Pointers[i] = next;
            next += Encoding.UTF8.GetBytes(strings[i], new Span<byte>(next, (int)(end - next)));
            *next++ = 0;
        }

        Pointers[strings.Length] = null;
    }

    public byte** Pointers => (byte**)_memory;

    public byte* this[int index] => Pointers[index];

    public void Dispose() => NativeMemory.Free(_memory);
}
