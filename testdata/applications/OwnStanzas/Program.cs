using Ketrew.CommandLine;
using OwnStanzas;

return await KetrewApplication.CreateBuilder(args).AddStanza<EachFileStanza>().RunAsync();
