using System.Diagnostics;
using Ketrew.Sdk.Backends;

namespace Perilous;

/// <summary>What goes wrong when: a file with lines such as `start die`. Each line comes true once, in the process that takes it away.</summary>
public sealed class Perils(string path)
{
    private static readonly Lock _gate = new();

    /// <returns>True when nobody is to hear of it.</returns>
    public bool Meet(string moment)
    {
        switch (Take(moment))
        {
            case null:
                return false;
            case "withhold":
                return true;
            case "die":
                Process.GetCurrentProcess().Kill();
                Thread.Sleep(Timeout.Infinite);
                break;
            case "overflow":
                Overflow(0);
                break;
            case "hang":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "throw":
                throw new FormatException($"no {moment} today");
            case "refuse":
                throw new BackendException($"{moment} is refused") { Command = "sbatch -p fast", ExitCode = 1, StandardError = "no such partition", Hint = "sinfo" };
            case "falter":
                throw new BackendException($"{moment} can't be done now") { IsRecoverable = true };
            case "print":
                Console.WriteLine("out\0\0\0");
                Console.Error.WriteLine("err");
                using (Stream raw = Console.OpenStandardOutput())
                {
                    raw.Write("\u0001\u0002\u0003\u0004raw"u8);
                }

                break;
            case var other:
                throw new InvalidOperationException($"There is no peril `{other}`.");
        }

        return false;
    }

    private static int Overflow(int depth) => depth < 0 ? depth : Overflow(depth + 1) + Overflow(depth + 2);

    private string? Take(string moment)
    {
        lock (_gate)
        {
            if (path.Length == 0 || !File.Exists(path))
            {
                return null;
            }

            string[] lines = File.ReadAllLines(path);
            if (lines.FirstOrDefault(line => line.Split(' ')[0] == moment) is not { } line)
            {
                return null;
            }

            int taken = Array.IndexOf(lines, line);
            File.WriteAllLines(path, lines.Where((_, i) => i != taken));
            return line.Split(' ')[1];
        }
    }
}
