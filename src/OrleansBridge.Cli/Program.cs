using OrleansBridge.Cli.Running;

return await CommandRunner.RunAsync(CommandTree.Create(), args);
