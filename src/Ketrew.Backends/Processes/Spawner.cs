using System.Runtime.InteropServices;

namespace Ketrew.Backends.Processes;

/// <summary>Starts processes by posix_spawn: in a session of their own, files opened by the child, no pipe, no thread.</summary>
internal static unsafe class Spawner
{
    // More than any C library needs: glibc 80 and 336 bytes, signal sets 128.
    private const int ActionBytes = 512;
    private const int AttributeBytes = 1024;
    private const int SignalSetBytes = 256;
    private const uint ReadWriteForAll = 0x1B6;

    // Never changed after it is made, so every thread uses it.
    private static readonly byte* _attributes = MakeAttributes();

    /// <summary>Starts a process; its group and session bear its id.</summary>
    /// <returns>The system's error number; 0 for success.</returns>
    public static int Spawn(SpawnRequest request, out int pid)
    {
        string[] paths = [request.Program, request.Directory, request.StandardInput, request.StandardOutput ?? request.Log, request.Log];
        using NativeStrings names = new(paths);
        using NativeStrings arguments = new(request.Arguments);
        using NativeStrings environment = new(request.Environment);
        byte* actions = stackalloc byte[ActionBytes];
        _ = LibC.InitializeActions(actions);
        try
        {
            AddActions(actions, request, names);
            int started;
            int error = LibC.Spawn(&started, names[0], actions, _attributes, arguments.Pointers, environment.Pointers);
            pid = started;
            return error;
        }
        finally
        {
            _ = LibC.DestroyActions(actions);
        }
    }

    private static void AddActions(byte* actions, SpawnRequest request, NativeStrings names)
    {
        int append = LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenAppend;
        int replace = LibC.OpenWriteOnly | LibC.OpenCreate | LibC.OpenTruncate;
        _ = LibC.AddOpen(actions, 0, names[2], 0, 0);
        if (request.StandardOutput is null)
        {
            _ = LibC.AddOpen(actions, 1, names[4], append, ReadWriteForAll);
            _ = LibC.AddDuplicate(actions, 1, 2);
        }
        else
        {
            _ = LibC.AddOpen(actions, 1, names[3], request.AppendsOutput ? append : replace, ReadWriteForAll);
            _ = LibC.AddOpen(actions, 2, names[4], append, ReadWriteForAll);
        }

        _ = LibC.AddChangeDirectory(actions, names[1]);
    }

    // The runtime ignores SIGPIPE and blocks what it likes; a child must not inherit that.
    private static byte* MakeAttributes()
    {
        byte* attributes = (byte*)NativeMemory.AllocZeroed(AttributeBytes);
        byte* signals = stackalloc byte[SignalSetBytes];
        _ = LibC.InitializeAttributes(attributes);
        _ = LibC.FillSignals(signals);
        _ = LibC.SetSignalDefaults(attributes, signals);
        _ = LibC.EmptySignals(signals);
        _ = LibC.SetSignalMask(attributes, signals);
        _ = LibC.SetFlags(attributes, (short)(LibC.SpawnSetSession | LibC.SpawnSetSignalDefaults | LibC.SpawnSetSignalMask));
        return attributes;
    }
}
