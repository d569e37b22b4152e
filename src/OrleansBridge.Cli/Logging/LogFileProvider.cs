using System.Globalization;
using Microsoft.Extensions.Logging;

namespace OrleansBridge.Cli.Logging;

/// <summary>Writes the log of a bridge that runs inside a command to a file: the terminal belongs to the command.</summary>
internal sealed class LogFileProvider : ILoggerProvider
{
    private const long LongestFile = 16 << 20;

    private readonly StreamWriter _writer;
    private readonly Lock _gate = new();

    internal LogFileProvider(string path)
    {
        if (File.Exists(path) && new FileInfo(path).Length > LongestFile)
        {
            File.Move(path, path + ".1", overwrite: true);
        }

        _writer = new StreamWriter(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_gate)
        {
            _writer.Dispose();
        }
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            if (_writer.BaseStream is not null)
            {
                _writer.WriteLine(line);
            }
        }
    }

    private sealed class Logger(LogFileProvider file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}"));
    }
}
