using System.Globalization;

namespace Ketrew.Expander.Tests.Fuzzing;

/// <summary>
/// Feeds damaged inputs to a reader. 4 000 for each reader by default; <c>KETREW_FUZZ_INPUTS=250000</c> for a night.
/// Every input follows from a number, which is part of the message of a failure, so that it can be made again.
/// </summary>
internal static class Fuzz
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private static int Inputs => int.TryParse(Environment.GetEnvironmentVariable("KETREW_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int inputs) ? inputs : 4_000;

    /// <summary>Hands each damaged input to a reader.</summary>
    /// <param name="corpus">Whole inputs; at least one.</param>
    /// <param name="read">May refuse an input as it is documented; whatever it throws fails the test, and so does an input for which it takes a minute.</param>
    public static async Task RunAsync(IReadOnlyList<byte[]> corpus, Action<byte[]> read)
    {
        int current = 0;
        byte[] input = [];
        Task all = Task.Run(() =>
        {
            for (current = 1; current <= Inputs; current++)
            {
                input = Damage.To(corpus, new Random(current));
                read(input);
            }
        });
        int seen = 0;
        while (!all.IsCompleted)
        {
            seen = current;
            await Task.WhenAny(all, Task.Delay(_patience));
            Assert.True(all.IsCompleted || current != seen, $"input {current} takes more than a minute: {Convert.ToBase64String(input)}");
        }

        if (all.Exception is { } failure)
        {
            Assert.Fail($"input {current}, {Convert.ToBase64String(input)}: {failure.InnerException}");
        }
    }
}
