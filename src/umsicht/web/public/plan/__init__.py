"""Year plans of classes and groups on the portal: no account, a private address, a second one for showing."""
