"""The ResNet generator of CycleGAN, with the arguments and keys of the reference implementation.

Written from the paper (Zhu et al., "Unpaired image-to-image translation using cycle-consistent
adversarial networks", ICCV 2017, appendix 7.2) and the reference's keys, for those who do not have
`models/networks.py` of pytorch-CycleGAN-and-pix2pix at hand.
"""
from torch import nn


class ResnetBlock(nn.Module):
    def __init__(self, width, norm_layer, use_dropout):
        super().__init__()
        half = lambda: [nn.ReflectionPad2d(1), nn.Conv2d(width, width, 3), norm_layer(width)]
        dropout = [nn.Dropout(0.5)] if use_dropout else []
        self.conv_block = nn.Sequential(*half(), nn.ReLU(), *dropout, *half())

    def forward(self, x):
        return x + self.conv_block(x)


class ResnetGenerator(nn.Module):
    def __init__(self, input_nc, output_nc, ngf=64, norm_layer=nn.InstanceNorm2d,
                 use_dropout=False, n_blocks=9):
        super().__init__()
        layers = [nn.ReflectionPad2d(3), nn.Conv2d(input_nc, ngf, 7), norm_layer(ngf), nn.ReLU()]
        for width in (ngf, 2 * ngf):
            layers += [nn.Conv2d(width, 2 * width, 3, stride=2, padding=1),
                       norm_layer(2 * width), nn.ReLU()]
        layers += [ResnetBlock(4 * ngf, norm_layer, use_dropout) for _ in range(n_blocks)]
        for width in (4 * ngf, 2 * ngf):
            layers += [nn.ConvTranspose2d(width, width // 2, 3, stride=2, padding=1,
                                          output_padding=1),
                       norm_layer(width // 2), nn.ReLU()]
        layers += [nn.ReflectionPad2d(3), nn.Conv2d(ngf, output_nc, 7), nn.Tanh()]
        self.model = nn.Sequential(*layers)

    def forward(self, image):
        return self.model(image)
