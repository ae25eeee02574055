using Ketrew.Engine.Harness;

// An engine that does what it is told on standard input, tells what it hears on standard output, and may be killed at any moment.
// Lines in:  run … (see RunRequest), stop, kill, kill-target ID
// Lines out: ready; what happens, see TellingObserver; `over success|failure|stopped` or `refused MESSAGE` at the end of each run
using Conversation conversation = new();
EngineDriver driver = new(conversation);
conversation.Tell("ready");
while (conversation.Read() is { } line)
{
    driver.Do(line);
}

return 0;
