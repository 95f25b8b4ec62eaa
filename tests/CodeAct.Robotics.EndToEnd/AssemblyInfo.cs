using System.Runtime.Versioning;

// As the program that it tests.
[assembly: SupportedOSPlatform("linux")]
