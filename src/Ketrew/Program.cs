return await Ketrew.CommandLine.KetrewApplication.RunAsync(args);
