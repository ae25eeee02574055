using System.Globalization;
using Ketrew.Engine.Running;
using Ketrew.Engine.Storage;

namespace Ketrew.Engine.Harness;

/// <summary>Tells everything that it hears, in words that can be compared with the database: <c>told RUN TARGET STATE ATTEMPT</c>.</summary>
/// <param name="tell">Takes lines.</param>
internal sealed class TellingObserver(Action<string> tell) : IRunObserver
{
    private int _run;

    /// <inheritdoc/>
    public void OnNext(RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.Started started:
                _run = started.Run;
                tell(string.Create(CultureInfo.InvariantCulture, $"began {_run}"));
                break;
            case RunEvent.TargetChanged changed:
                StoredState state = StateCodec.Encode(changed.State);
                tell(string.Create(CultureInfo.InvariantCulture, $"told {_run} {changed.Target} {state.Name} {state.Attempt}"));
                break;
            case RunEvent.PickedUp picked:
                tell($"picked {picked.Target}");
                break;
            case RunEvent.Recovered recovered:
                tell($"lost {string.Join(' ', recovered.Attempts)}");
                break;
            case RunEvent.OutputsStayed stayed:
                tell($"stayed {stayed.Target} {stayed.Problem}");
                break;
            case RunEvent.Ended:
                tell(string.Create(CultureInfo.InvariantCulture, $"ended {_run}"));
                break;
        }
    }
}
