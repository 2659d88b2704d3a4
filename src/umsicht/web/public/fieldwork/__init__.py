"""What the portal says of joint patrols (figures only) and of site inspections that are reported."""
