namespace OrleansBridge.Browsers.Configuration;

/// <summary>Which GPU adapter browsers are launched for.</summary>
public enum AdapterPreference
{
    /// <summary>Hardware where a probe computes on it, else software, labelled so.</summary>
    Auto,

    /// <summary>Hardware only: where there is none, WebGPU is reported as not working.</summary>
    Hardware,

    /// <summary>Software only.</summary>
    Software,
}
