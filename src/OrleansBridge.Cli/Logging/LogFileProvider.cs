using System.Globalization;
using Microsoft.Extensions.Logging;

namespace OrleansBridge.Cli.Logging;

/// <summary>
/// Writes the log of a bridge that runs inside a command to a file: the terminal belongs to the command, unless it is asked for there
/// too. A long file is put aside once, so that the two take a bounded room.
/// </summary>
internal sealed class LogFileProvider : ILoggerProvider
{
    private const long LongestFile = 16 << 20;

    private readonly string _path;
    private readonly bool _alsoConsole;
    private readonly Lock _gate = new();
    private StreamWriter? _writer;

    internal LogFileProvider(string path, bool alsoConsole = false)
    {
        (_path, _alsoConsole) = (path, alsoConsole);
        _writer = Open();
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            if (_writer is null)
            {
                // Something ends later than the log.
                return;
            }

            if (_writer.BaseStream.Length > LongestFile)
            {
                _writer.Dispose();
                File.Move(_path, _path + ".1", overwrite: true);
                _writer = Open();
            }

            _writer.WriteLine(line);
        }

        if (_alsoConsole)
        {
            Console.WriteLine(line);
        }
    }

    private StreamWriter Open() => new(new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    private sealed class Logger(LogFileProvider file, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.UtcNow:O} {logLevel} {category}: {formatter(state, exception)}{(exception is null ? "" : "\n" + exception)}"));
    }
}
