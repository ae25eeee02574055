using System.Runtime.InteropServices;

namespace Ketrew.PluginHost.Sandboxing;

/// <summary>Lets the kernel refuse every system call that isn't in <see cref="SystemCalls"/>, in all threads, until the process ends.</summary>
internal static unsafe class SeccompFilter
{
    private const uint Allow = 0x7FFF0000;
    private const uint Kill = 0x80000000;
    private const uint Fail = 0x00050000;
    private const uint NotPermitted = 1;
    private const uint NotImplemented = 38;

    private const ushort Load = 0x20;
    private const ushort And = 0x54;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint ArgumentsOffset = 16;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Puts it on.</summary>
    /// <returns>Null when it is on, else why not, as one clause.</returns>
    public static string? TryInstall()
    {
        const int setFilter = 1;
        const int allThreads = 1;
        Instruction[] program = Compose(Environment.ProcessId);
        fixed (Instruction* first = program)
        {
            Program described = new() { Length = (ushort)program.Length, First = first };
            return Linux.Call(IsArm ? 277 : 317, setFilter, allThreads, (nint)(&described), 0) switch
            {
                0 => null,
                < 0 => $"seccomp can't be put on ({Linux.LastError()})",
                _ => "seccomp can't be put on all threads",
            };
        }
    }

    private static Instruction[] Compose(int process)
    {
        const uint x64 = 0xC000003E;
        const uint arm64 = 0xC00000B7;
        List<Instruction> program =
        [
            // The numbers mean something else to a program that calls as on another architecture.
            new(Load, ArchitectureOffset),
            new(JumpIfEqual, IsArm ? arm64 : x64) { IfTrue = 1 },
            new(Return, Kill),
            new(Load, NumberOffset),
        ];
        foreach (SystemCall call in SystemCalls.AllowedFor(process))
        {
            Append(program, (IsArm ? call.Arm64 : call.X64, call.Conditions));
        }

        // Its flags lie in memory that can't be looked at; whoever is told that it doesn't exist takes `clone`.
        const uint clone3 = 435;
        program.AddRange([new(JumpIfEqual, clone3) { IfFalse = 1 }, new(Return, Fail | NotImplemented), new(Return, Fail | NotPermitted)]);
        return [.. program];
    }

    // Behind the test of the number nothing falls through, so that the number needn't be loaded again.
    private static void Append(List<Instruction> program, (int Number, ArgumentCondition[] Conditions) call)
    {
        if (call.Number < 0)
        {
            return;
        }

        Instruction[] tests = [.. call.Conditions.SelectMany(Test)];
        program.Add(new(JumpIfEqual, (uint)call.Number) { IfFalse = (byte)(tests.Length + (tests.Length > 0 ? 2 : 1)) });
        for (int i = 0; i < tests.Length; i++)
        {
            // Past the other tests and the `Allow`.
            program.Add(tests[i].Code == JumpIfEqual ? tests[i] with { IfFalse = (byte)(tests.Length - i) } : tests[i]);
        }

        program.Add(new(Return, Allow));
        if (tests.Length > 0)
        {
            program.Add(new(Return, Fail | NotPermitted));
        }
    }

    // The machine has 32 bits: one test for each half that counts.
    private static IEnumerable<Instruction> Test(ArgumentCondition condition)
    {
        for (int half = 0; half < 2; half++)
        {
            uint mask = (uint)(condition.Mask >> (32 * half));
            if (mask != 0)
            {
                yield return new(Load, ArgumentsOffset + (8 * (uint)condition.Argument) + (4 * (uint)half));
                yield return new(And, mask);
                yield return new(JumpIfEqual, (uint)(condition.Value >> (32 * half)));
            }
        }
    }

    /// <summary>One step of a filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand)
    {
        public Instruction(ushort code, uint operand)
            : this(code, 0, 0, operand)
        {
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        public ushort Length;
        public Instruction* First;
    }
}
