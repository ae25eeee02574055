return await Ketrew.CommandLine.KetrewApplication.CreateBuilder(args).RunAsync();
