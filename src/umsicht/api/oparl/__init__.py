"""OParl 1.1 (https://oparl.org): bodies, meetings, papers and their ways, as far as they are public."""
