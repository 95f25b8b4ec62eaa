using System.Runtime.Versioning;

// Unix sockets, file modes and process limits: elsewhere the program says that it needs Linux.
[assembly: SupportedOSPlatform("linux")]
