namespace Orleans.Configuration;

/// <summary>How a silo's calls travel.</summary>
public class SiloMessagingOptions : MessagingOptions;
